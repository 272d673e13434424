// RUN: %tocsin %s
// STD: c++17
// A guard that does not lock at first, and is asked before it is locked.
#include <mutex>
#include <stdexcept>

class Backlog {
  using Lock = std::unique_lock<std::mutex>;
  std::mutex Mu;
  long Bytes = 0;

  void add(Lock &L, long N) {
    if (!L.owns_lock())
      throw std::logic_error("no lock");
    Bytes += N;
  }
  void count(long N) { Bytes += N; }

public:
  void one(long N) {
    Lock L(Mu);
    add(L, N);
  }
  void take(long N) {
    Lock L(Mu);
    count(-N);
  }
  long bytes() {
    Lock L(Mu);
    return Bytes;
  }
  void many(int N) {
    Lock L(Mu, std::defer_lock);
    for (int I = 0; I < N; ++I) {
      if (!L.owns_lock())
        L.lock();
      count(I);
      add(L, I);
    }
  }
  void never(int N) {
    Lock L(Mu, std::defer_lock);
    for (int I = 0; I < N; ++I) {
      if (L.owns_lock())
        L.unlock();
      count(I); // EXPECT: lost-update
    }
  }
};
