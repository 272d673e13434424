#pragma once
#include <atomic>
#include <cstdint>

namespace meter {

// Thin wrapper with relaxed ordering, used for all rating counters.
template <class T>
class Gauge {
public:
    explicit Gauge(T v = T()) : v_(v) {}
    T get() const { return v_.load(std::memory_order_relaxed); }
    void set(T v) { v_.store(v, std::memory_order_relaxed); }
    T add(T d) { return v_.fetch_add(d, std::memory_order_relaxed) + d; }
private:
    std::atomic<T> v_;
};

}  // namespace meter
