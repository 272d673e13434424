// RUN: %tocsin %s
// STD: c++20
// Bandwidth arbiter and latency watermarks of the edge proxy.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace edge {

enum class LinkState : int { Down, Probing, Up };

class LatencyMark {
public:
    void observe(uint64_t usec) {
        uint64_t top = peak_.load(std::memory_order_relaxed);
        if (usec > top)
            peak_.compare_exchange_weak(top, usec, std::memory_order_relaxed); // EXPECT: ignored-conflict
        samples_.fetch_add(1, std::memory_order_relaxed);
    }

    void observeLow(uint64_t usec) {
        uint64_t low = floor_.load(std::memory_order_relaxed);
        while (usec < low && !floor_.compare_exchange_weak(low, usec, std::memory_order_relaxed)) {
        }
    }

    uint64_t peak() const { return peak_.load(); }

private:
    std::atomic<uint64_t> peak_{0};
    std::atomic<uint64_t> floor_{UINT64_MAX};
    std::atomic<uint64_t> samples_{0};
};

class Arbiter {
public:
    explicit Arbiter(uint32_t kbps) : credit_(kbps), state_(LinkState::Down) {}

    // Take up to `want` from the shared credit; returns what was granted.
    uint32_t take(uint32_t want) {
        uint32_t cur = credit_.load();
        uint32_t grant = std::min(want, cur);
        uint32_t left = cur - grant;
        while (!credit_.compare_exchange_weak(cur, left)) { // EXPECT: unchecked-version
            std::this_thread::yield();
        }
        return grant;
    }

    void give(uint32_t back, uint32_t cap) {
        uint32_t cur = credit_.load();
        uint32_t next;
        do {
            next = std::min(cap, cur + back);
        } while (!credit_.compare_exchange_weak(cur, next));
    }

    // Packed word: low 48 bits bytes, high 16 bits flow count.
    void account(uint64_t bytes) {
        uint64_t seen = packed_.load(std::memory_order_acquire);
        const uint64_t flows = (seen >> 48) + 1;
        const uint64_t total = (seen & kByteMask) + bytes;
        packed_.compare_exchange_strong(seen, (flows << 48) | (total & kByteMask)); // EXPECT: ignored-conflict
    }

    void startProbe() {
        LinkState want = LinkState::Down;
        state_.compare_exchange_strong(want, LinkState::Probing);
    }

    bool linkUp() {
        LinkState want = LinkState::Probing;
        return state_.compare_exchange_strong(want, LinkState::Up);
    }

private:
    static constexpr uint64_t kByteMask = (uint64_t{1} << 48) - 1;
    std::atomic<uint32_t> credit_;
    std::atomic<uint64_t> packed_{0};
    std::atomic<LinkState> state_;
};

class Proxy {
public:
    explicit Proxy(unsigned workers) : arb_(100000) {
        for (unsigned i = 0; i < workers; ++i)
            pool_.emplace_back([this] { run(); });
    }
    ~Proxy() {
        stop_ = true;
        for (auto &t : pool_)
            t.join();
    }

private:
    void run() {
        arb_.startProbe();
        arb_.linkUp();
        while (!stop_) {
            uint32_t got = arb_.take(1500);
            arb_.account(got);
            mark_.observe(got / 3);
            mark_.observeLow(got / 3);
            arb_.give(got, 100000);
        }
    }

    Arbiter arb_;
    LatencyMark mark_;
    std::atomic<bool> stop_{false};
    std::vector<std::thread> pool_;
};

} // namespace edge

int main() {
    edge::Proxy p(4);
    std::this_thread::sleep_for(std::chrono::seconds(1));
}
