// RUN: %tocsin %s
// Races that the author has declared to be meant.
#include <mutex>

class Meter {
  std::mutex M;
  long Total = 0;

public:
  void add(long N) {
    std::lock_guard<std::mutex> L(M);
    Total += N;
  }
  void reset() {
    std::lock_guard<std::mutex> L(M);
    Total = 0;
  }
  __attribute__((no_sanitize("thread"))) void roughly() { Total += 1; }
  __attribute__((no_thread_safety_analysis)) void surely() { Total += 1; }
};
