// RUN: %tocsin %s
// A member that the other methods guard is bumped with nothing held.
#include <mutex>

class Meter {
  std::mutex M;
  long Total = 0;

public:
  void add(long N) {
    std::lock_guard<std::mutex> L(M);
    Total += N;
  }
  long total() {
    std::lock_guard<std::mutex> L(M);
    return Total;
  }
  void guilty() {
    ++Total; // EXPECT: lost-update
  }
  void corrected() {
    std::lock_guard<std::mutex> L(M);
    ++Total;
  }
};
