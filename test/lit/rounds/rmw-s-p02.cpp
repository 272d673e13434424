// RUN: %tocsin %s
// STD: c++20
// Concurrency limiter and metrics of the HTTP front end.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

namespace metrics {

class Gauge {
public:
    std::int64_t get() const noexcept { return value_.load(std::memory_order_relaxed); }
    void set(std::int64_t v) noexcept { value_.store(v, std::memory_order_relaxed); }
    std::int64_t add(std::int64_t d) noexcept { return value_.fetch_add(d, std::memory_order_relaxed) + d; }

private:
    std::atomic<std::int64_t> value_{0};
};

class Watermark {
public:
    void observe(std::int64_t v) noexcept {
        if (v > peak_.load(std::memory_order_relaxed))
            peak_.store(v, std::memory_order_relaxed); // EXPECT: split-atomic
    }

    void observe_low(std::int64_t v) noexcept {
        auto cur = low_.load(std::memory_order_relaxed);
        while (v < cur && !low_.compare_exchange_weak(cur, v, std::memory_order_relaxed)) {
        }
    }

    std::int64_t peak() const noexcept { return peak_.load(); }
    std::int64_t low() const noexcept { return low_.load(); }

private:
    std::atomic<std::int64_t> peak_{0};
    std::atomic<std::int64_t> low_{INT64_MAX};
};

}  // namespace metrics

class Limiter {
public:
    explicit Limiter(std::int64_t limit) { limit_.set(limit); }

    bool enter() {
        const auto now = active_.add(1);
        if (now > limit_.get()) {
            active_.add(-1);
            rejected_.set(rejected_.get() + 1); // EXPECT: split-atomic
            return false;
        }
        peak_.observe(now);
        return true;
    }

    void leave(std::int64_t micros) {
        active_.add(-1);
        peak_.observe_low(micros);
    }

    std::int64_t rejected() const { return rejected_.get(); }
    std::int64_t peak() const { return peak_.peak(); }

private:
    metrics::Gauge active_;
    metrics::Gauge limit_;
    metrics::Gauge rejected_;
    metrics::Watermark peak_;
};

// Runs `done` once all parts of a scattered request have answered.
class Gather {
public:
    Gather(unsigned parts, std::function<void()> done) : open_(parts), late_(parts), done_(std::move(done)) {}

    void part_finished() {
        open_.fetch_sub(1, std::memory_order_acq_rel);
        if (open_.load(std::memory_order_acquire) == 0)
            done_(); // EXPECT: split-atomic
    }

    bool part_abandoned() { return late_.fetch_sub(1, std::memory_order_acq_rel) == 1; }

private:
    std::atomic<unsigned> open_;
    std::atomic<unsigned> late_;
    std::function<void()> done_;
};

int main() {
    Limiter limiter(3);
    Gather gather(8, [] { std::puts("all parts answered"); });
    std::vector<std::thread> pool;
    for (int i = 0; i < 8; ++i)
        pool.emplace_back([&, i] {
            for (int n = 0; n < 1000; ++n)
                if (limiter.enter())
                    limiter.leave(100 + i);
            gather.part_finished();
            if (gather.part_abandoned())
                std::puts("nothing abandoned");
        });
    for (auto& t : pool)
        t.join();
    std::printf("peak %lld rejected %lld\n", static_cast<long long>(limiter.peak()),
                static_cast<long long>(limiter.rejected()));
}
