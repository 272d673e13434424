// Trimmed declarations of folly/Synchronized.h
#pragma once
#include <mutex>
#include <shared_mutex>
#include <type_traits>
#include <utility>

namespace folly {

template <class T, class Mutex = std::shared_mutex> class Synchronized {
public:
  class LockedPtr {
  public:
    explicit LockedPtr(Synchronized *p) : parent_(p), lock_(p->mutex_) {}
    T *operator->() { return &parent_->datum_; }
    T &operator*() { return parent_->datum_; }
    void unlock() { lock_.unlock(); }

  private:
    Synchronized *parent_;
    std::unique_lock<Mutex> lock_;
  };
  class ConstLockedPtr {
  public:
    explicit ConstLockedPtr(const Synchronized *p) : parent_(p), lock_(p->mutex_) {}
    const T *operator->() const { return &parent_->datum_; }
    const T &operator*() const { return parent_->datum_; }

  private:
    const Synchronized *parent_;
    std::shared_lock<Mutex> lock_;
  };

  Synchronized() = default;
  explicit Synchronized(T v) : datum_(std::move(v)) {}

  LockedPtr wlock() { return LockedPtr(this); }
  ConstLockedPtr rlock() const { return ConstLockedPtr(this); }

  template <class F> auto withWLock(F &&f) {
    auto p = wlock();
    return f(*p);
  }
  template <class F> auto withRLock(F &&f) const {
    auto p = rlock();
    return f(*p);
  }
  T copy() const { return *rlock(); }

private:
  friend class LockedPtr;
  friend class ConstLockedPtr;
  T datum_{};
  mutable Mutex mutex_;
};

} // namespace folly
