// RUN: %tocsin %s
// STD: c++20
#include <arpa/inet.h>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace relay {

using WallTime = std::chrono::system_clock::time_point;

struct UdpSocket {
    int fd = -1;
    explicit UdpSocket(uint16_t port) {
        fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_in a{};
        a.sin_family = AF_INET;
        a.sin_port = htons(port);
        if (fd >= 0 && ::bind(fd, reinterpret_cast<sockaddr*>(&a), sizeof a) != 0) {
            ::close(fd);
            fd = -1;
        }
    }
    UdpSocket(const UdpSocket&) = delete;
    UdpSocket& operator=(const UdpSocket&) = delete;
    ~UdpSocket() {
        if (fd >= 0) ::close(fd);
    }
};

struct Allocation {
    Allocation(std::string u, uint16_t port) : user(std::move(u)), sock(port) {}
    std::string user;
    UdpSocket sock;
    WallTime lastPacket = std::chrono::system_clock::now();
};

class AllocationTable {
public:
    Allocation* create(const std::string& user, uint16_t port) {
        std::lock_guard lk(mu_);
        auto& slot = allocs_[port];
        slot = std::make_unique<Allocation>(user, port);
        return slot.get();
    }

    Allocation* byPort(uint16_t port) {
        std::lock_guard lk(mu_);
        auto it = allocs_.find(port);
        if (it == allocs_.end()) return nullptr;
        it->second->lastPacket = std::chrono::system_clock::now();
        return it->second.get();
    }

    size_t purge(std::chrono::minutes quiet) {
        std::lock_guard lk(mu_);
        const auto now = std::chrono::system_clock::now();
        return std::erase_if(allocs_, [&](const auto& kv) { // EXPECT: timestamp-cleanup
            const Allocation& a = *kv.second;
            return now - a.lastPacket > quiet; // EXPECT: wall-clock-interval
        });
    }

private:
    std::mutex mu_;
    std::map<uint16_t, std::unique_ptr<Allocation>> allocs_;
};

void forwardLoop(AllocationTable& t, uint16_t port, const sockaddr_in& peer) {
    char buf[1500];
    for (;;) {
        Allocation* a = t.byPort(port);
        if (!a) return;
        ssize_t n = ::recv(a->sock.fd, buf, sizeof buf, 0);
        if (n <= 0) continue;
        ::sendto(a->sock.fd, buf, size_t(n), 0, reinterpret_cast<const sockaddr*>(&peer), sizeof peer);
    }
}

void run(AllocationTable& t, uint16_t port, sockaddr_in peer) {
    std::thread fwd([&t, port, peer] { forwardLoop(t, port, peer); });
    for (;;) {
        std::this_thread::sleep_for(std::chrono::seconds(30));
        t.purge(std::chrono::minutes(10));
    }
    fwd.join();
}

}  // namespace relay
