#pragma once
#include <atomic>

template <typename T> class Shared {
public:
    Shared() = default;
    explicit Shared(T v) : v_(v) {}
    T Load() const { return v_.load(std::memory_order_acquire); }
    void Store(T v) { v_.store(v, std::memory_order_release); }
    T Swap(T v) { return v_.exchange(v, std::memory_order_acq_rel); }
    T FetchAdd(T d) { return v_.fetch_add(d, std::memory_order_acq_rel); }
    bool Cas(T &expected, T desired) {
        return v_.compare_exchange_strong(expected, desired, std::memory_order_acq_rel);
    }

private:
    std::atomic<T> v_{};
};
