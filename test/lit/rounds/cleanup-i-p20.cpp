// RUN: %tocsin %s
// STD: c++20
// Voice relay for a multiplayer game: one UDP peer per player, mixed in worker threads.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <sys/socket.h>
#include <unistd.h>

namespace voice {

using WallTime = std::chrono::system_clock::time_point;

class Peer {
public:
    explicit Peer(int fd) : fd_(fd) {}
    ~Peer() {
        if (fd_ >= 0) ::close(fd_);
    }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    void push(const std::vector<int16_t>& pcm) {
        ::send(fd_, pcm.data(), pcm.size() * sizeof(int16_t), MSG_DONTWAIT | MSG_NOSIGNAL);
    }

    WallTime heard{};

private:
    int fd_;
};

class Room {
public:
    explicit Room(std::chrono::seconds limit) : limit_(limit) {}

    void join(const std::string& who, int fd) {
        std::lock_guard lk(mu_);
        auto p = std::make_unique<Peer>(fd);
        p->heard = std::chrono::system_clock::now();
        peers_[who] = std::move(p);
    }

    Peer* peer(const std::string& who) {
        std::lock_guard lk(mu_);
        auto it = peers_.find(who);
        return it == peers_.end() ? nullptr : it->second.get();
    }

    void onPacket(const std::string& from) {
        std::lock_guard lk(mu_);
        if (auto it = peers_.find(from); it != peers_.end())
            it->second->heard = std::chrono::system_clock::now();
    }

    std::size_t prune() {
        std::lock_guard lk(mu_);
        const auto quiet = [this](const auto& kv) {
            return std::chrono::system_clock::now() - kv.second->heard > limit_; // EXPECT: wall-clock-interval
        };
        return std::erase_if(peers_, quiet); // EXPECT: timestamp-cleanup
    }

private:
    std::chrono::seconds limit_;
    std::mutex mu_;
    std::map<std::string, std::unique_ptr<Peer>> peers_;
};

static void mixLoop(Room& room, const std::vector<std::string>& players, const std::atomic<bool>& run) {
    std::vector<int16_t> frame(960);
    while (run.load()) {
        for (const auto& who : players)
            if (Peer* p = room.peer(who)) p->push(frame);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace voice

int main() {
    voice::Room room(std::chrono::seconds(15));
    std::atomic<bool> run{true};
    const std::vector<std::string> players{"ana", "bo", "cy"};
    for (const auto& p : players) room.join(p, ::socket(AF_INET, SOCK_DGRAM, 0));
    std::thread mixer([&] { voice::mixLoop(room, players, run); });
    for (int i = 0; i < 100; ++i) {
        room.prune();
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    run = false;
    mixer.join();
}
