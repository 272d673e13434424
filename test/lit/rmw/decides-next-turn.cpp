// RUN: %tocsin %s
// STD: c++17
// How much is left decides on the next turn, and what was read belongs to the
// last one.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

class Rate {
public:
  long burst() const { return Burst.load(std::memory_order_relaxed); }
  void request(long N) {
    std::unique_lock<std::mutex> G(M);
    if (Tuned)
      Burst.store(fresh(), std::memory_order_relaxed);
    while (Left < N)
      More.wait(G);
    Left -= N;
  }
  void raise(long To) {
    if (Burst.load() < To)
      Burst.store(To); // EXPECT: split-atomic
  }

private:
  long fresh();
  std::mutex M;
  std::condition_variable More;
  std::atomic<long> Burst{1};
  bool Tuned = false;
  long Left = 0;
};

void copy(Rate &R, long N) {
  while (N > 0) {
    long Part = std::min(R.burst(), N);
    R.request(Part);
    N -= Part;
  }
  R.raise(64);
}
