#pragma once
#include <pthread.h>
#include <atomic>
#include <cstdint>
#include <map>
#include <string>

namespace base {

class Mutex {
 public:
  Mutex() { pthread_mutex_init(&m_, nullptr); }
  ~Mutex() { pthread_mutex_destroy(&m_); }
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;
  void Acquire() { pthread_mutex_lock(&m_); }
  void Release() { pthread_mutex_unlock(&m_); }

 private:
  pthread_mutex_t m_;
};

class AutoLock {
 public:
  explicit AutoLock(Mutex& m) : m_(m) { m_.Acquire(); }
  ~AutoLock() { m_.Release(); }

 private:
  Mutex& m_;
};

class AutoUnlock {
 public:
  explicit AutoUnlock(Mutex& m) : m_(m) { m_.Release(); }
  ~AutoUnlock() { m_.Acquire(); }

 private:
  Mutex& m_;
};

template <typename T>
class RelaxedAtomic {
 public:
  explicit RelaxedAtomic(T v = {}) : v_(v) {}
  T Load() const { return v_.load(std::memory_order_relaxed); }
  void Store(T v) { v_.store(v, std::memory_order_relaxed); }
  T FetchAdd(T d) { return v_.fetch_add(d, std::memory_order_relaxed); }

 private:
  std::atomic<T> v_;
};

}  // namespace base
