// RUN: %tocsin %s
// Locked for some arguments only, changed for all.
#include <mutex>

class Meter {
  std::mutex M;
  long Total = 0;

public:
  void reset() {
    std::lock_guard<std::mutex> L(M);
    Total = 0;
  }
  long total() {
    std::lock_guard<std::mutex> L(M);
    return Total;
  }
  void guilty(long N) {
    std::unique_lock<std::mutex> L(M, std::defer_lock);
    if (N > 1)
      L.lock();
    Total += N; // EXPECT: lost-update
  }
  void corrected(long N) {
    std::unique_lock<std::mutex> L(M, std::defer_lock);
    if (N > 1) {
      L.lock();
      Total += N;
    }
  }
};
