// RUN: %tocsin %s
// STD: c++20
// Lock-free sample reservoir and high-water marks used by the metrics layer.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

namespace metrics {

struct Node {
    uint64_t value;
    Node *next;
};

class SampleStack {
public:
    ~SampleStack() {
        Node *n = head_.exchange(nullptr);
        while (n) {
            Node *next = n->next;
            delete n;
            n = next;
        }
    }

    void push(uint64_t v) {
        Node *n = new Node{v, head_.load(std::memory_order_relaxed)};
        while (!head_.compare_exchange_weak(n->next, n, std::memory_order_release,
                                            std::memory_order_relaxed)) {
        }
    }

    template <class F> size_t drain(F &&fn) {
        size_t k = 0;
        for (Node *n = head_.exchange(nullptr, std::memory_order_acquire); n; ++k) {
            Node *next = n->next;
            fn(n->value);
            delete n;
            n = next;
        }
        return k;
    }

private:
    std::atomic<Node *> head_{nullptr};
};

class Gauge {
public:
    void add(int64_t delta) {
        int64_t cur = value_.load(std::memory_order_relaxed);
        int64_t next = cur + delta;
        if (next < 0)
            next = 0;
        while (!value_.compare_exchange_weak(cur, next)) // EXPECT: unchecked-version
            ;
        raiseHigh(next);
    }

    void scale(int64_t num, int64_t den) {
        int64_t cur = value_.load();
        int64_t next;
        do {
            next = cur * num / den;
        } while (!value_.compare_exchange_weak(cur, next));
    }

    int64_t value() const { return value_.load(std::memory_order_relaxed); }
    int64_t high() const { return high_.load(std::memory_order_relaxed); }

private:
    void raiseHigh(int64_t v) {
        int64_t seen = high_.load(std::memory_order_relaxed);
        while (v > seen && !high_.compare_exchange_weak(seen, v)) {
        }
    }

    std::atomic<int64_t> value_{0};
    std::atomic<int64_t> high_{0};
};

class Latency {
public:
    void record(uint64_t micros) {
        samples_.push(micros);
        if (micros > worst_.load(std::memory_order_relaxed))
            worst_.store(micros, std::memory_order_relaxed); // EXPECT: split-atomic
        inflight_.add(-1);
    }

    void begin() { inflight_.add(1); }

    void report(std::FILE *out) {
        uint64_t sum = 0;
        size_t n = samples_.drain([&](uint64_t v) { sum += v; });
        std::fprintf(out, "n=%zu mean=%.1f worst=%llu inflight=%lld\n", n,
                     n ? double(sum) / double(n) : 0.0,
                     static_cast<unsigned long long>(worst_.load()),
                     static_cast<long long>(inflight_.value()));
    }

private:
    SampleStack samples_;
    std::atomic<uint64_t> worst_{0};
    Gauge inflight_;
};

void drive(Latency &lat, int workers, const std::function<void()> &call) {
    std::vector<std::thread> pool;
    for (int i = 0; i < workers; ++i)
        pool.emplace_back([&] {
            for (int k = 0; k < 1000; ++k) {
                lat.begin();
                auto t0 = std::chrono::steady_clock::now();
                call();
                auto dt = std::chrono::steady_clock::now() - t0;
                lat.record(static_cast<uint64_t>(dt.count() / 1000));
            }
        });
    for (auto &t : pool)
        t.join();
}

} // namespace metrics
