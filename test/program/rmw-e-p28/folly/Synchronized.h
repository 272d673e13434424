#pragma once
// Minimal stand-in for folly/Synchronized.h with the same interface.
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace folly {

template <class T, class Lock>
class LockedPtr {
 public:
  LockedPtr(T* data, Lock lock) : data_(data), lock_(std::move(lock)) {}
  T& operator*() const { return *data_; }
  T* operator->() const { return data_; }
  void unlock() { lock_.unlock(); }

 private:
  T* data_;
  Lock lock_;
};

template <class T, class Mutex = std::shared_mutex>
class Synchronized {
 public:
  using WPtr = LockedPtr<T, std::unique_lock<Mutex>>;
  using RPtr = LockedPtr<const T, std::shared_lock<Mutex>>;

  Synchronized() = default;
  explicit Synchronized(T v) : datum_(std::move(v)) {}

  WPtr wlock() { return WPtr(&datum_, std::unique_lock<Mutex>(mutex_)); }
  RPtr rlock() const { return RPtr(&datum_, std::shared_lock<Mutex>(mutex_)); }

  template <class F>
  auto withWLock(F&& f) {
    auto p = wlock();
    return f(*p);
  }
  T copy() const { return *rlock(); }

 private:
  mutable Mutex mutex_;
  T datum_{};
};

}  // namespace folly
