// RUN: %tocsin %s
// A write of a constant outside the lock falls into the update of another.
#include <mutex>

class Budget {
  std::mutex M;
  long Left = 100;

public:
  bool take(long N) {
    std::lock_guard<std::mutex> L(M);
    if (Left < N)
      return false;
    Left -= N;
    return true;
  }
  void give(long N) {
    std::lock_guard<std::mutex> L(M);
    Left += N;
  }
  void guilty() {
    Left = 0; // EXPECT: lost-update
  }
  void corrected() {
    std::lock_guard<std::mutex> L(M);
    Left = 0;
  }
};
