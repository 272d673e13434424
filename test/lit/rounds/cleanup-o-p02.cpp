// RUN: %tocsin %s
// STD: c++20
// Tunnel gateway: keeps upstream tunnels and listening ports, recycles them periodically.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <unordered_map>

namespace gw {

using Mono = std::chrono::steady_clock;

struct Tunnel {
    std::string upstream;
    int fd = -1;
    Mono::time_point opened_at{};
    std::uint64_t bytes = 0;
    ~Tunnel() { if (fd >= 0) ::close(fd); }
};

class TunnelTable {
public:
    Tunnel *lookup(const std::string &upstream) {
        std::lock_guard lk(mu_);
        auto it = tunnels_.find(upstream);
        return it == tunnels_.end() ? nullptr : it->second.get();
    }
    void add(const std::string &upstream, int fd) {
        auto t = std::make_unique<Tunnel>();
        t->upstream = upstream;
        t->fd = fd;
        t->opened_at = Mono::now();
        std::lock_guard lk(mu_);
        tunnels_[upstream] = std::move(t);
    }
    // Upstreams rotate their certificates hourly, so long-lived tunnels are re-dialled.
    std::size_t rotate(std::chrono::minutes lifetime) {
        std::size_t n = 0;
        std::lock_guard lk(mu_);
        const auto now = Mono::now();
        for (auto it = tunnels_.begin(); it != tunnels_.end();) {
            if (now - it->second->opened_at < lifetime) {
                ++it;
                continue;
            }
            it = tunnels_.erase(it); // EXPECT: timestamp-cleanup
            ++n;
        }
        return n;
    }

private:
    std::mutex mu_;
    std::map<std::string, std::unique_ptr<Tunnel>> tunnels_;
};

struct Port {
    int fd = -1;
    int users = 0;
    Mono::time_point bound_at{};
    ~Port() { if (fd >= 0) ::close(fd); }
};

class PortTable {
public:
    Port *acquire(std::uint16_t no) {
        std::lock_guard lk(mu_);
        auto &p = ports_[no];
        if (!p) {
            p = std::make_unique<Port>();
            p->bound_at = Mono::now();
        }
        ++p->users;
        return p.get();
    }
    void release(Port *p) {
        std::lock_guard lk(mu_);
        --p->users;
    }
    void rotate(std::chrono::minutes lifetime) {
        std::lock_guard lk(mu_);
        const auto cutoff = Mono::now() - lifetime;
        std::erase_if(ports_, [&](const auto &kv) { return kv.second->users == 0 && kv.second->bound_at < cutoff; });
    }

private:
    std::mutex mu_;
    std::map<std::uint16_t, std::unique_ptr<Port>> ports_;
};

std::uint64_t uptime_ms() {
    timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return std::uint64_t(ts.tv_sec) * 1000u + std::uint64_t(ts.tv_nsec) / 1000000u;
}

class ClientBook {
    struct Entry {
        std::uint64_t hit_ms = 0;
        unsigned hits = 0;
    };

public:
    unsigned note(const std::string &client) {
        std::lock_guard lk(mu_);
        Entry &e = book_[client];
        e.hit_ms = uptime_ms();
        return ++e.hits;
    }
    void forget_quiet(std::uint64_t window_ms) {
        const std::uint64_t now = uptime_ms();
        std::lock_guard lk(mu_);
        for (auto it = book_.begin(); it != book_.end();) {
            if (now - it->second.hit_ms > window_ms) // EXPECT: unsigned-age
                it = book_.erase(it);
            else
                ++it;
        }
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Entry> book_;
};

} // namespace gw

int main() {
    gw::TunnelTable tunnels;
    gw::PortTable ports;
    gw::ClientBook book;
    std::atomic<bool> run{true};
    tunnels.add("db-east", ::dup(0));
    std::jthread upkeep([&] {
        while (run) {
            tunnels.rotate(std::chrono::minutes(50));
            ports.rotate(std::chrono::minutes(50));
            book.forget_quiet(60000);
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    for (char c; ::read(0, &c, 1) == 1;) {
        if (book.note(std::string(1, c)) > 1000) continue;
        gw::Port *p = ports.acquire(std::uint16_t(8000 + (c & 7)));
        if (gw::Tunnel *t = tunnels.lookup("db-east"))
            if (::write(t->fd, &c, 1) == 1) ++t->bytes; // EXPECT-NOISE: check-then-act
        ports.release(p);
    }
    run = false;
}
