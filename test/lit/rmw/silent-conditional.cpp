// RUN: %tocsin %s
// The outcome of an attempt is looked at, and the write hangs on it.
#include <chrono>
#include <mutex>
#include <pthread.h>

class Meter {
  std::timed_mutex M;
  long Total = 0;

public:
  void reset() {
    std::lock_guard<std::timed_mutex> L(M);
    Total = 0;
  }
  void attempt(long N) {
    if (!M.try_lock())
      return;
    Total += N;
    M.unlock();
  }
  void loop(long N) {
    while (!M.try_lock()) {
    }
    Total += N;
    M.unlock();
  }
  void timed(long N) {
    std::unique_lock<std::timed_mutex> L(M, std::chrono::seconds(1));
    if (L)
      Total += N;
  }
  void throughVariable(long N) {
    bool Held = M.try_lock_for(std::chrono::seconds(1));
    if (Held) {
      Total += N;
      M.unlock();
    }
  }
  void sameCondition(long N, bool Write) {
    if (Write)
      M.lock();
    if (Write)
      Total += N;
    if (Write)
      M.unlock();
  }
};

struct Counter {
  pthread_mutex_t Lock;
  int N;
};

void bump(Counter *C) {
  pthread_mutex_lock(&C->Lock);
  C->N++;
  pthread_mutex_unlock(&C->Lock);
}

int checked(Counter *C) {
  int Error = pthread_mutex_lock(&C->Lock);
  if (Error != 0)
    return Error;
  C->N++;
  pthread_mutex_unlock(&C->Lock);
  return 0;
}
