// RUN: %tocsin %s
// STD: c++20
// Edge authentication cache: browser cookies, TLS tickets and per-worker heartbeat.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace edge {

using Wall = std::chrono::system_clock;

// The expiry comes from the Set-Cookie date the client was given.
struct Cookie {
    std::string value;
    Wall::time_point expires;
};

class CookieJar {
public:
    void put(const std::string &name, std::string value, Wall::time_point expires) {
        std::unique_lock lk(mu_);
        jar_[name] = Cookie{std::move(value), expires};
    }
    bool get(const std::string &name, std::string &out) const {
        std::shared_lock lk(mu_);
        auto it = jar_.find(name);
        if (it == jar_.end() || it->second.expires <= Wall::now()) return false;
        out = it->second.value;
        return true;
    }
    void drop_expired() {
        std::unique_lock lk(mu_);
        const auto now = Wall::now();
        std::erase_if(jar_, [now](const auto &kv) { return kv.second.expires <= now; });
    }

private:
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, Cookie> jar_;
};

Wall::time_point parse_http_date(const char *text) {
    std::tm tm{};
    if (!strptime(text, "%a, %d %b %Y %H:%M:%S GMT", &tm)) return {};
    return Wall::from_time_t(timegm(&tm));
}

std::uint64_t boot_ns() {
    timespec ts;
    clock_gettime(CLOCK_BOOTTIME, &ts);
    return std::uint64_t(ts.tv_sec) * 1000000000u + std::uint64_t(ts.tv_nsec);
}

// Stamps come from other threads and may be newer than the sampled clock.
std::uint64_t elapsed_ns(std::uint64_t now, std::uint64_t then) {
    return now > then ? now - then : 0;
}

struct Ticket {
    std::array<unsigned char, 32> key{};
    std::uint64_t used_ns = 0;
    int handshakes = 0;
    std::time_t logged_at = 0;
};

class TicketTable {
public:
    Ticket *checkout(std::uint32_t id) {
        std::lock_guard lk(mu_);
        auto &t = tickets_[id];
        if (!t) {
            t = std::make_unique<Ticket>();
            t->logged_at = std::time(nullptr);
        }
        ++t->handshakes;
        t->used_ns = boot_ns();
        return t.get();
    }
    void giveback(Ticket *t) {
        std::lock_guard lk(mu_);
        --t->handshakes;
        t->used_ns = boot_ns();
    }
    void purge(std::uint64_t idle_ns) {
        const std::uint64_t now = boot_ns();
        std::lock_guard lk(mu_);
        for (auto it = tickets_.begin(); it != tickets_.end();) {
            const Ticket &t = *it->second;
            if (t.handshakes == 0 && elapsed_ns(now, t.used_ns) > idle_ns) {
                char when[32];
                std::tm tm{};
                gmtime_r(&t.logged_at, &tm);
                std::strftime(when, sizeof when, "%F %T", &tm);
                std::fprintf(stderr, "ticket %u issued %s dropped\n", it->first, when);
                it = tickets_.erase(it);
            } else {
                ++it;
            }
        }
    }

private:
    std::mutex mu_;
    std::unordered_map<std::uint32_t, std::unique_ptr<Ticket>> tickets_;
};

class Heartbeats {
public:
    void beat(std::size_t i) { at_[i].store(boot_ns(), std::memory_order_release); }
    // Loads the stamp first, then the clock: the clock cannot be behind it.
    bool quiet(std::size_t i, std::uint64_t limit_ns) const {
        const std::uint64_t seen = at_[i].load(std::memory_order_acquire);
        const std::uint64_t now = boot_ns();
        return seen != 0 && now - seen > limit_ns;
    }

private:
    std::array<std::atomic<std::uint64_t>, 8> at_{};
};

} // namespace edge

int main() {
    edge::CookieJar jar;
    edge::TicketTable tickets;
    edge::Heartbeats hb;
    std::array<std::jthread, 4> workers;
    for (std::size_t w = 0; w < workers.size(); ++w)
        workers[w] = std::jthread([&, w](std::stop_token st) {
            std::string v;
            while (!st.stop_requested()) {
                hb.beat(w);
                auto *t = tickets.checkout(std::uint32_t(w));
                if (!jar.get("sid", v)) jar.put("sid", "x", edge::parse_http_date("Wed, 21 Oct 2037 07:28:00 GMT")); // EXPECT-NOISE: check-then-act
                tickets.giveback(t);
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        });
    for (int round = 0; round < 1000; ++round) {
        jar.drop_expired();
        tickets.purge(60u * 1000000000ull);
        for (std::size_t w = 0; w < workers.size(); ++w)
            if (hb.quiet(w, 5000000000ull)) std::fprintf(stderr, "worker %zu quiet\n", w);
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}
