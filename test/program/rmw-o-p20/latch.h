#pragma once
#include <pthread.h>

namespace bp {

enum class LatchMode { Shared, Exclusive };

class Latch {
public:
  Latch() { pthread_rwlock_init(&rw_, nullptr); }
  ~Latch() { pthread_rwlock_destroy(&rw_); }
  Latch(const Latch &) = delete;
  Latch &operator=(const Latch &) = delete;

  void acquire(LatchMode m) {
    if (m == LatchMode::Exclusive)
      pthread_rwlock_wrlock(&rw_);
    else
      pthread_rwlock_rdlock(&rw_);
  }
  bool tryAcquire(LatchMode m) {
    return (m == LatchMode::Exclusive ? pthread_rwlock_trywrlock(&rw_) : pthread_rwlock_tryrdlock(&rw_)) == 0;
  }
  void release() { pthread_rwlock_unlock(&rw_); }

private:
  pthread_rwlock_t rw_;
};

class LatchGuard {
public:
  explicit LatchGuard(Latch &l, LatchMode m = LatchMode::Shared) : latch_(l) { latch_.acquire(m); }
  ~LatchGuard() { latch_.release(); }
  LatchGuard(const LatchGuard &) = delete;
  LatchGuard &operator=(const LatchGuard &) = delete;

private:
  Latch &latch_;
};

} // namespace bp
