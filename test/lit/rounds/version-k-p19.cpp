// RUN: %tocsin %s
// STD: c++20
// Per-upstream statistics and credit accounting of the proxy's connection pool.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace proxy {

enum class UpstreamState : int { Up, Draining, Down };

class Upstream {
public:
    void onResponse(std::chrono::microseconds rtt) {
        requests_.fetch_add(1, std::memory_order_relaxed);
        uint64_t us = static_cast<uint64_t>(rtt.count());
        uint64_t seen = maxRtt_.load(std::memory_order_relaxed);
        if (us > seen) maxRtt_.compare_exchange_weak(seen, us); // EXPECT: ignored-conflict
        addTotal(us);
    }

    // Takes up to want credits; the epoch in the upper half changes on every grant.
    uint32_t grant(uint32_t want) {
        uint64_t cur = credits_.load(std::memory_order_acquire);
        uint32_t take = want < available(cur) ? want : available(cur);
        uint64_t next = pack(epochOf(cur) + 1, available(cur) - take);
        while (!credits_.compare_exchange_weak(cur, next, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
            if (available(cur) == 0) return 0;
        }
        return take;
    }

    void giveBack(uint32_t n) {
        uint64_t cur = credits_.load(std::memory_order_relaxed);
        while (!credits_.compare_exchange_weak(cur, pack(epochOf(cur) + 1, available(cur) + n)))
            ;
    }

    void beginDrain() {
        UpstreamState expected = UpstreamState::Up;
        state_.compare_exchange_strong(expected, UpstreamState::Draining);
    }

    bool markDown() {
        UpstreamState cur = state_.load();
        do {
            if (cur == UpstreamState::Down) return false;
        } while (!state_.compare_exchange_weak(cur, UpstreamState::Down));
        return true;
    }

    uint64_t maxRtt() const { return maxRtt_.load(); }
    uint64_t meanRtt() const { return requests_.load() ? totalRtt_.load() / requests_.load() : 0; }

private:
    // Saturates instead of wrapping; the average is total / requests.
    void addTotal(uint64_t us) {
        uint64_t old = totalRtt_.load(std::memory_order_relaxed);
        uint64_t sum = old > UINT64_MAX - us ? UINT64_MAX : old + us;
        (void)totalRtt_.compare_exchange_strong(old, sum, std::memory_order_relaxed); // EXPECT: ignored-conflict
    }

    static uint32_t available(uint64_t v) { return static_cast<uint32_t>(v); }
    static uint32_t epochOf(uint64_t v) { return static_cast<uint32_t>(v >> 32); }
    static uint64_t pack(uint32_t epoch, uint32_t n) { return (static_cast<uint64_t>(epoch) << 32) | n; }

    std::atomic<uint64_t> requests_{0};
    std::atomic<uint64_t> maxRtt_{0};
    std::atomic<uint64_t> totalRtt_{0};
    std::atomic<uint64_t> credits_{100};
    std::atomic<UpstreamState> state_{UpstreamState::Up};
};

}  // namespace proxy

int main() {
    proxy::Upstream up;
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&up, i] {
            for (int n = 0; n < 1000; ++n) {
                uint32_t got = up.grant(3);
                up.onResponse(std::chrono::microseconds(100 + 13 * i + n % 40));
                up.giveBack(got);
            }
        });
    for (auto& w : workers) w.join();
    up.beginDrain();
    up.markDown();
    return up.maxRtt() >= up.meanRtt() ? 0 : 1;
}
