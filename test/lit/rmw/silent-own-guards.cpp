// RUN: %tocsin %s
// Lock classes and guards of one's own are known from their bodies.
#include <mutex>
#include <pthread.h>

class SpinLock {
  pthread_spinlock_t L;

public:
  void enter() { pthread_spin_lock(&L); }
  void leave() { pthread_spin_unlock(&L); }
};

class Guard {
  SpinLock &S;

public:
  explicit Guard(SpinLock &S) : S(S) { S.enter(); }
  ~Guard() { S.leave(); }
};

class PointerGuard {
  SpinLock *S;

public:
  explicit PointerGuard(SpinLock *S) : S(S) { S->enter(); }
  ~PointerGuard() {
    if (S)
      S->leave();
  }
};

class Meter {
  SpinLock S;
  long Total = 0;

  // The object is its own lock.
public:
  void lock() { S.enter(); }
  void unlock() { S.leave(); }

  void reset() {
    Guard G(S);
    Total = 0;
  }
  void add(long N) {
    Guard G(S);
    Total += N;
  }
  void addPointer(long N) {
    PointerGuard G(&S);
    Total += N;
  }
  void addForwarded(long N) {
    std::lock_guard<Meter> G(*this);
    Total += N;
  }
  void addByHand(long N) {
    lock();
    Total += N;
    unlock();
  }
  void guilty(long N) {
    Total += N; // EXPECT: lost-update
  }
};
