#pragma once

#include <mutex>
#include <utility>

namespace util {

// Value and mutex in one; the value is reachable only while the mutex is held.
template <class T>
class Guarded {
public:
    class Access {
    public:
        Access(std::mutex& m, T& v) : lk_(m), v_(&v) {}
        T* operator->() const { return v_; }
        T& operator*() const { return *v_; }

    private:
        std::unique_lock<std::mutex> lk_;
        T* v_;
    };

    template <class... A>
    explicit Guarded(A&&... a) : v_(std::forward<A>(a)...) {}

    Access access() { return Access(mu_, v_); }

    template <class F>
    decltype(auto) with(F&& f) {
        std::lock_guard lk(mu_);
        return std::forward<F>(f)(v_);
    }

private:
    std::mutex mu_;
    T v_;
};

} // namespace util
