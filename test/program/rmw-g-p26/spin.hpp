#pragma once
#include <atomic>
#include <thread>

namespace tele {

class SpinLock {
public:
    void acquire() {
        while (flag_.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
    }
    void release() { flag_.clear(std::memory_order_release); }

private:
    std::atomic_flag flag_;
};

class SpinHolder {
public:
    explicit SpinHolder(SpinLock& l) : l_(l) { l_.acquire(); }
    ~SpinHolder() { l_.release(); }
    SpinHolder(const SpinHolder&) = delete;
    SpinHolder& operator=(const SpinHolder&) = delete;

private:
    SpinLock& l_;
};

} // namespace tele
