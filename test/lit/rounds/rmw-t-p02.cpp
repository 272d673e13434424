// RUN: %tocsin %s
// STD: c++20
// Ingest gauges: depth, peak depth and slowest batch of the writer pool.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace ingest {

class Gauge {
public:
    std::int64_t add(std::int64_t n) { return value_.fetch_add(n, std::memory_order_relaxed) + n; }
    std::int64_t get() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::int64_t> value_{0};
};

class Peak {
public:
    void observe(std::int64_t v) {
        std::int64_t cur = max_.load(std::memory_order_relaxed);
        while (v > cur && !max_.compare_exchange_weak(cur, v, std::memory_order_relaxed)) {
        }
    }
    std::int64_t reset() { return max_.exchange(0, std::memory_order_relaxed); }

private:
    std::atomic<std::int64_t> max_{0};
};

struct Metrics {
    Gauge depth;
    Peak peak_depth;
    std::atomic<std::int64_t> slowest_us{0};
    std::atomic<double> smoothed_us{0.0};
    std::atomic<std::uint64_t> batches{0};

    void batch_done(std::chrono::microseconds took) {
        batches.fetch_add(1, std::memory_order_relaxed);
        slowest_us.store(std::max(slowest_us.load(), static_cast<std::int64_t>(took.count()))); // EXPECT: split-atomic

        double old = smoothed_us.load(std::memory_order_relaxed);
        double next;
        do {
            next = old + (static_cast<double>(took.count()) - old) / 8.0;
        } while (!smoothed_us.compare_exchange_weak(old, next, std::memory_order_relaxed));
    }

    std::string report() {
        const auto n = batches.exchange(0);
        const auto slow = slowest_us.exchange(0);
        return "batches=" + std::to_string(n) + " slowest=" + std::to_string(slow) + "us peak=" +
               std::to_string(peak_depth.reset()) + " ewma=" + std::to_string(smoothed_us.load());
    }
};

class DepthScope {
public:
    explicit DepthScope(Metrics &m, std::int64_t rows) : m_(m), rows_(rows) {
        m_.peak_depth.observe(m_.depth.add(rows_));
    }
    ~DepthScope() { m_.depth.add(-rows_); }
    DepthScope(const DepthScope &) = delete;
    DepthScope &operator=(const DepthScope &) = delete;

private:
    Metrics &m_;
    std::int64_t rows_;
};

void write_batch(Metrics &m, std::int64_t rows) {
    const auto start = std::chrono::steady_clock::now();
    {
        DepthScope scope(m, rows);
        std::this_thread::sleep_for(std::chrono::microseconds(rows % 97));
    }
    m.batch_done(std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start));
}

}  // namespace ingest

int main() {
    ingest::Metrics metrics;
    std::vector<std::jthread> writers;
    for (int w = 0; w < 8; ++w)
        writers.emplace_back([&metrics, w] {
            for (int i = 0; i < 500; ++i) ingest::write_batch(metrics, (i + 1) * (w + 3));
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::cout << metrics.report() << '\n';
    writers.clear();
    std::cout << metrics.report() << '\n';
}
