// RUN: %tocsin %s
// The branch where the lock was not had changes what it guards.
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
    if (M.try_lock()) {
      Total += N;
      M.unlock();
    } else {
      Total += N; // EXPECT: lost-update
    }
  }
  void guiltyGuard(long N) {
    std::unique_lock<std::mutex> L(M, std::try_to_lock);
    if (!L.owns_lock())
      Total -= N; // EXPECT: lost-update
  }
  bool corrected(long N) {
    std::unique_lock<std::mutex> L(M, std::try_to_lock);
    if (!L)
      return false;
    Total += N;
    return true;
  }
};
