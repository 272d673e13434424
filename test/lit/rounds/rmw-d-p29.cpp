// RUN: %tocsin %s
// STD: c++20
// Upstream guard of the API gateway: circuit breaker, in-flight cap, flush gate.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace gateway {

using Clock = std::chrono::steady_clock;

inline std::int64_t nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch())
        .count();
}

enum class State : int { Closed, Open, HalfOpen };

class CircuitBreaker {
public:
    CircuitBreaker(int threshold, std::int64_t coolMs) : threshold_(threshold), coolMs_(coolMs) {}

    // True when the call may go out. Exactly one probe is let through after cooling down.
    bool allow() {
        switch (state_.load(std::memory_order_acquire)) {
        case State::Closed:
            return true;
        case State::HalfOpen:
            return false;
        case State::Open:
            break;
        }
        if (nowMs() - openedAt_.load() < coolMs_)
            return false;
        state_.store(State::HalfOpen, std::memory_order_release); // EXPECT: split-atomic
        return true;
    }

    void success() {
        failures_.store(0, std::memory_order_relaxed);
        state_.store(State::Closed, std::memory_order_release);
    }

    void failure() {
        if (failures_.fetch_add(1, std::memory_order_acq_rel) + 1 < threshold_)
            return;
        openedAt_.store(nowMs());
        auto expected = State::Closed;
        state_.compare_exchange_strong(expected, State::Open);
    }

private:
    const int threshold_;
    const std::int64_t coolMs_;
    std::atomic<State> state_{State::Closed};
    std::atomic<int> failures_{0};
    std::atomic<std::int64_t> openedAt_{0};
};

class LatencyTracker {
public:
    void record(std::uint32_t us) {
        count_++;
        sum_ += us;
        best_ = std::min(best_.load(), us); // EXPECT: split-atomic
        auto cur = worst_.load(std::memory_order_relaxed);
        while (us > cur && !worst_.compare_exchange_weak(cur, us)) {
        }
    }

    double mean() const {
        const auto n = count_.load();
        return n ? static_cast<double>(sum_.load()) / static_cast<double>(n) : 0.0;
    }

private:
    std::atomic<std::uint64_t> count_{0};
    std::atomic<std::uint64_t> sum_{0};
    std::atomic<std::uint32_t> best_{UINT32_MAX};
    std::atomic<std::uint32_t> worst_{0};
};

class SpoolFlusher {
public:
    explicit SpoolFlusher(std::function<void()> sink) : sink_(std::move(sink)) {}

    void maybeFlush() {
        if (flushing_)
            return;
        flushing_ = true; // EXPECT: split-atomic
        sink_();
        flushing_ = false;
    }

    void compact() {
        if (compacting_.exchange(true))
            return;
        sink_();
        compacting_ = false;
    }

private:
    std::function<void()> sink_;
    std::atomic<bool> flushing_{false};
    std::atomic<bool> compacting_{false};
};

void hammer(CircuitBreaker& cb, LatencyTracker& lat, SpoolFlusher& fl, unsigned n) {
    std::vector<std::jthread> pool;
    for (unsigned i = 0; i < n; ++i)
        pool.emplace_back([&, i] {
            for (std::uint32_t k = 0; k < 1000; ++k) {
                if (!cb.allow())
                    continue;
                lat.record(k + i);
                if (k % 97 == 0)
                    cb.failure(); // EXPECT-NOISE: split-atomic
                else
                    cb.success();
                if (k % 50 == 0)
                    fl.maybeFlush();
            }
        });
}

} // namespace gateway
