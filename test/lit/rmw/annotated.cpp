// RUN: %tocsin %s
// The lock is declared at the member; no other access is needed to know it.
#include <mutex>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define REQUIRES(x) __attribute__((exclusive_locks_required(x)))

class __attribute__((capability("mutex"))) Mutex {
  std::mutex M;

public:
  void lock() __attribute__((acquire_capability())) { M.lock(); }
  void unlock() __attribute__((release_capability())) { M.unlock(); }
};

class Meter {
  Mutex M;
  long Total GUARDED_BY(M) = 0;

public:
  void guilty(long N) {
    Total += N; // EXPECT: lost-update
  }
  void corrected(long N) {
    M.lock();
    Total += N;
    M.unlock();
  }
  void addLocked(long N) REQUIRES(M) { Total += N; }
};
