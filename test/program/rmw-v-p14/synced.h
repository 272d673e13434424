#pragma once
#include <mutex>
#include <utility>

// Value that can only be reached through a lock.
template <class T, class M = std::mutex>
class Synced {
 public:
  class Ptr {
   public:
    explicit Ptr(Synced* s) : lk_(s->m_), v_(&s->v_) {}
    T* operator->() const { return v_; }
    T& operator*() const { return *v_; }

   private:
    std::unique_lock<M> lk_;
    T* v_;
  };

  class ConstPtr {
   public:
    explicit ConstPtr(const Synced* s) : lk_(s->m_), v_(&s->v_) {}
    const T* operator->() const { return v_; }
    const T& operator*() const { return *v_; }

   private:
    std::unique_lock<M> lk_;
    const T* v_;
  };

  Synced() = default;
  explicit Synced(T v) : v_(std::move(v)) {}

  Ptr wlock() { return Ptr(this); }
  ConstPtr rlock() const { return ConstPtr(this); }
  Ptr operator->() { return Ptr(this); }

  template <class F>
  auto withWLock(F f) {
    Ptr p(this);
    return f(*p);
  }

 private:
  mutable M m_;
  T v_;
};
