// RUN: %tocsin %s
// STD: c++20
// Telemetry for the ingest nodes.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace telemetry {

// Thin wrapper so that call sites do not spell memory orders.
template <typename T>
class Relaxed {
public:
    explicit Relaxed(T v = T{}) : v_(v) {}
    T get() const { return v_.load(std::memory_order_relaxed); }
    void set(T v) { v_.store(v, std::memory_order_relaxed); }
    T add(T d) { return v_.fetch_add(d, std::memory_order_relaxed); }
    bool cas(T &expected, T desired) { return v_.compare_exchange_weak(expected, desired); }

private:
    std::atomic<T> v_;
};

struct Gauge {
    Relaxed<int64_t> now;
    Relaxed<int64_t> high;

    void adjust(int64_t d)
    {
        const int64_t v = now.add(d) + d;
        int64_t h = high.get();
        while (v > h && !high.cas(h, v)) {
        }
    }
};

class Ewma {
public:
    void sample(double x)
    {
        const double old = value_.load();
        const double next = old + alpha_ * (x - old);
        value_ = next; // EXPECT: split-atomic
    }
    double value() const { return value_.load(); }

private:
    const double alpha_ = 0.1;
    std::atomic<double> value_{0.0};
};

class Node {
public:
    void onBatch(size_t n, double ms)
    {
        batches_.add(1);
        backlog_.adjust(static_cast<int64_t>(n));
        latency_.sample(ms);
        if (n > largest_.get())
            largest_.set(n); // EXPECT: split-atomic
    }

    void onDone(size_t n) { backlog_.adjust(-static_cast<int64_t>(n)); }

    uint64_t takeWindow()
    {
        const uint64_t v = batches_.get();
        batches_.set(0); // EXPECT-MISS: split-atomic
        return v;
    }

    void shed(uint32_t pct)
    {
        uint32_t cur = credit_.load();
        const uint32_t want = cur - cur * pct / 100;
        while (!credit_.compare_exchange_weak(cur, want)) // EXPECT: unchecked-version
            std::this_thread::yield();
    }

    void grant(uint32_t n) { credit_ += n; }

    void release()
    {
        --holders_;
        if (holders_ == 0)
            finish(); // EXPECT: split-atomic
    }

    void retain() { holders_.fetch_add(1); }

private:
    void finish() { backlog_.high.set(0); }

    Gauge backlog_;
    Ewma latency_;
    Relaxed<uint64_t> batches_;
    Relaxed<size_t> largest_;
    std::atomic<uint32_t> credit_{1000};
    std::atomic<int> holders_{0};
};

void ingest(Node &node, unsigned seed)
{
    node.retain();
    for (unsigned i = 0; i < 20000; ++i) {
        const size_t n = (seed * 31 + i) % 512;
        node.onBatch(n, n / 10.0);
        node.onDone(n);
        if (i % 1000 == 0)
            node.shed(10);
        else
            node.grant(1);
    }
    node.release();
}

} // namespace telemetry

int main()
{
    telemetry::Node node;
    std::vector<std::thread> ts;
    for (unsigned i = 0; i < 4; ++i)
        ts.emplace_back(telemetry::ingest, std::ref(node), i);
    std::thread scraper([&node] {
        for (int i = 0; i < 10; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            if (node.takeWindow() == 0)
                return;
        }
    });
    for (auto &t : ts)
        t.join();
    scraper.join();
}
