// STD: c++20
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

static std::uint64_t ticks() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

class Peer {
public:
    explicit Peer(int fd) : fd_(fd), last_pong(ticks()) {}
    ~Peer() { ::close(fd_); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    bool send_text(const std::string& payload) {
        std::string frame;
        frame.push_back(static_cast<char>(0x81));
        frame.push_back(static_cast<char>(payload.size() & 0x7f));
        frame += payload;
        return ::send(fd_, frame.data(), frame.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(frame.size());
    }

private:
    int fd_;

public:
    std::atomic<std::uint64_t> last_pong;
};

class Hub {
public:
    void add(int fd) {
        std::lock_guard<std::mutex> lk(mu_);
        peers_[fd] = std::make_unique<Peer>(fd);
    }

    Peer* find(int fd) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = peers_.find(fd);
        return it == peers_.end() ? nullptr : it->second.get();
    }

    void pong(int fd) {
        if (Peer* p = find(fd)) p->last_pong = ticks();
    }

    void reap(std::uint64_t silence) {
        const std::uint64_t now = ticks();
        std::lock_guard<std::mutex> lk(mu_);
        std::erase_if(peers_, [&](const auto& kv) { return now - kv.second->last_pong > silence; }); // EXPECT: timestamp-cleanup, unsigned-age
    }

private:
    std::mutex mu_;
    std::map<int, std::unique_ptr<Peer>> peers_;
};

int main() {
    Hub hub;
    int sv[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, sv) != 0) return 1;
    hub.add(sv[0]);
    std::thread reaper([&] {
        for (int i = 0; i < 100; ++i) {
            hub.reap(45000);
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    std::thread publisher([&] {
        for (int i = 0; i < 1000; ++i) {
            Peer* p = hub.find(sv[0]);
            if (!p) break;
            p->send_text("tick " + std::to_string(i));
        }
    });
    std::thread reader([&] {
        char hdr[2];
        while (::recv(sv[0], hdr, sizeof hdr, 0) > 0)
            if ((hdr[0] & 0x0f) == 0x0a) hub.pong(sv[0]);
    });
    publisher.join();
    ::close(sv[1]);
    reader.join();
    reaper.join();
}
