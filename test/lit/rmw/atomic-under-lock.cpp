// RUN: %tocsin %s
// All writers hold one lock, the atomic is for the readers: nothing to lose.
#include <atomic>
#include <mutex>

class Sequence {
  std::mutex M;
  std::atomic<unsigned> Version{0};
  long A = 0, B = 0;

public:
  void write(long X, long Y) {
    std::lock_guard<std::mutex> L(M);
    unsigned V = Version.load(std::memory_order_relaxed);
    Version.store(V + 1, std::memory_order_release);
    A = X;
    B = Y;
    Version.store(V + 2, std::memory_order_release);
  }
  bool changed(unsigned Since) const { return Version.load() != Since; }
};

class Mixed {
  std::mutex M;
  std::atomic<long> Total{0};

public:
  void add(long N) {
    std::lock_guard<std::mutex> L(M);
    Total.store(Total.load() + N);
  }
  void reset() {
    std::lock_guard<std::mutex> L(M);
    Total.store(0);
  }
  void guilty(long N) {
    Total.store(Total.load() + N); // EXPECT: split-atomic
  }
};
