#pragma once
// Reduced declaration set for building the router without the full library.
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace folly {

using SharedMutex = std::shared_mutex;

template <class T, class M = SharedMutex>
class Synchronized {
public:
    class WLockedPtr {
    public:
        explicit WLockedPtr(Synchronized* s) : lk_(s->mutex_), p_(&s->datum_) {}
        T* operator->() const { return p_; }
        T& operator*() const { return *p_; }

    private:
        std::unique_lock<M> lk_;
        T* p_;
    };
    class RLockedPtr {
    public:
        explicit RLockedPtr(const Synchronized* s) : lk_(s->mutex_), p_(&s->datum_) {}
        const T* operator->() const { return p_; }
        const T& operator*() const { return *p_; }

    private:
        std::shared_lock<M> lk_;
        const T* p_;
    };

    Synchronized() = default;
    explicit Synchronized(T v) : datum_(std::move(v)) {}

    WLockedPtr wlock() { return WLockedPtr(this); }
    RLockedPtr rlock() const { return RLockedPtr(this); }

    template <class F>
    auto withWLock(F&& f) {
        auto p = wlock();
        return std::forward<F>(f)(*p);
    }
    template <class F>
    auto withRLock(F&& f) const {
        auto p = rlock();
        return std::forward<F>(f)(*p);
    }
    T copy() const { return *rlock(); }

private:
    mutable M mutex_;
    T datum_;
};

} // namespace folly
