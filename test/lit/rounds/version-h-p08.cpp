// RUN: %tocsin %s
// STD: c++20
// Connection statistics of the proxy: updated from all event threads,
// scraped by the admin thread.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace proxy {

class PeakTracker {
public:
    void enter() noexcept
    {
        const uint32_t now = active_.fetch_add(1, std::memory_order_relaxed) + 1;
        uint32_t peak = peak_.load(std::memory_order_relaxed);
        if (now > peak)
            peak_.compare_exchange_strong(peak, now, std::memory_order_relaxed); // EXPECT: ignored-conflict
    }
    void leave() noexcept { active_.fetch_sub(1, std::memory_order_relaxed); }

    uint32_t peak() const noexcept { return peak_.load(std::memory_order_relaxed); }

    // The scraper starts a new window. Losing to a parallel enter() only
    // means that the window starts a little higher.
    void new_window() noexcept { peak_.store(active_.load(std::memory_order_relaxed)); }

private:
    std::atomic<uint32_t> active_{0};
    std::atomic<uint32_t> peak_{0};
};

// Smoothed latency, 1/8 weight as in TCP.
class Ewma {
public:
    void sample(uint64_t us) noexcept
    {
        uint64_t cur = value_.load(std::memory_order_acquire);
        const uint64_t next = cur == 0 ? us : cur - cur / 8 + us / 8;
        while (!value_.compare_exchange_weak(cur, next, std::memory_order_acq_rel)) { // EXPECT-MISS: ignored-conflict EXPECT-NOISE: unchecked-version
            std::this_thread::yield();
        }
    }
    uint64_t value() const noexcept { return value_.load(std::memory_order_acquire); }

private:
    std::atomic<uint64_t> value_{0};
};

class ByteBudget {
public:
    explicit ByteBudget(int64_t bytes) : left_(bytes) {}

    bool take(int64_t n) noexcept
    {
        int64_t cur = left_.load();
        do {
            if (cur < n)
                return false;
        } while (!left_.compare_exchange_weak(cur, cur - n));
        return true;
    }
    void give(int64_t n) noexcept { left_.fetch_add(n); }

private:
    std::atomic<int64_t> left_;
};

enum class State : uint8_t { Idle, Draining, Closed };

class Listener {
public:
    void drain() noexcept
    {
        State s = State::Idle;
        state_.compare_exchange_strong(s, State::Draining);
    }
    bool close() noexcept
    {
        State s = State::Draining;
        return state_.compare_exchange_strong(s, State::Closed);
    }

    PeakTracker conns;
    Ewma latency;
    ByteBudget budget{1 << 24};

private:
    std::atomic<State> state_{State::Idle};
};

void run(Listener& l, unsigned threads, uint32_t requests)
{
    std::vector<std::thread> pool;
    for (unsigned i = 0; i < threads; ++i)
        pool.emplace_back([&l, requests] {
            for (uint32_t r = 0; r < requests; ++r) {
                l.conns.enter();
                const auto t0 = std::chrono::steady_clock::now();
                if (l.budget.take(1500))
                    l.budget.give(1500);
                const auto dt = std::chrono::steady_clock::now() - t0;
                l.latency.sample(static_cast<uint64_t>(
                    std::chrono::duration_cast<std::chrono::microseconds>(dt).count()));
                l.conns.leave();
            }
        });
    l.drain();
    for (auto& t : pool)
        t.join();
}

} // namespace proxy
