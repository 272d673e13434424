// RUN: %tocsin %s
// STD: c++20
// Connection recycling for the market data fan-out.
#include <chrono>
#include <cstdint>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
#include <sys/socket.h>
#include <unistd.h>

namespace fanout {

using Clock = std::chrono::steady_clock;

struct Conn {
    explicit Conn(int f) : fd(f) {}
    ~Conn() { ::close(fd); }
    int fd;
    const Clock::time_point opened = Clock::now();
};

struct OpenedLater {
    bool operator()(const Conn* a, const Conn* b) const { return a->opened > b->opened; }
};

struct Resolved {
    std::string addr;
    std::uint64_t at_ms = 0;
};

constexpr auto kMaxConnectionAge = std::chrono::minutes(30);
constexpr std::uint64_t kResolveTtlMs = 60'000;

inline std::uint64_t uptimeMs() {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count());
}

class Hub {
public:
    void attach(int fd) {
        auto* c = new Conn(fd);
        std::lock_guard<std::mutex> g(mu_);
        by_fd_[fd] = c;
        by_age_.push(c);
    }

    Conn* lookup(int fd) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = by_fd_.find(fd);
        return it == by_fd_.end() ? nullptr : it->second;
    }

    // Publisher threads.
    void publish(int fd, const std::string& msg) {
        Conn* c = lookup(fd);
        if (!c) return;
        ssize_t n = ::send(c->fd, msg.data(), msg.size(), MSG_NOSIGNAL);
        if (n < 0) ::shutdown(c->fd, SHUT_WR);
    }

    // Clients reconnect and get spread over the nodes again.
    void recycle() {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Clock::now();
        while (!by_age_.empty() && now - by_age_.top()->opened > kMaxConnectionAge) {
            Conn* c = by_age_.top();
            by_age_.pop();
            dispose(c); // EXPECT: timestamp-cleanup
        }
    }

    void remember(const std::string& host, std::string addr) {
        std::lock_guard<std::mutex> g(names_mu_);
        names_[host] = Resolved{std::move(addr), uptimeMs()};
    }

    std::string resolved(const std::string& host) const {
        std::lock_guard<std::mutex> g(names_mu_);
        auto it = names_.find(host);
        return it == names_.end() ? std::string() : it->second.addr;
    }

    void forgetNames(std::uint64_t now_ms) {
        std::lock_guard<std::mutex> g(names_mu_);
        std::erase_if(names_, [&](const auto& kv) { return now_ms - kv.second.at_ms > kResolveTtlMs; }); // EXPECT: unsigned-age
    }

private:
    void dispose(Conn* c) {
        by_fd_.erase(c->fd);
        delete c;
    }

    std::mutex mu_;
    std::unordered_map<int, Conn*> by_fd_;
    std::priority_queue<Conn*, std::vector<Conn*>, OpenedLater> by_age_;
    mutable std::mutex names_mu_;
    std::unordered_map<std::string, Resolved> names_;
};

}  // namespace fanout

int main() {
    fanout::Hub hub;
    std::thread house([&] {
        for (;;) {
            const auto now = fanout::uptimeMs();
            hub.recycle();
            hub.forgetNames(now);
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    std::thread resolver([&] {
        for (;;) hub.remember("feed.example", "10.1.2.3");
    });
    for (int fd = 10; fd < 20; ++fd) hub.attach(fd);
    for (;;)
        for (int fd = 10; fd < 20; ++fd) hub.publish(fd, "tick");
}
