// RUN: %tocsin %s
// The helper relies on its callers; one of them holds nothing.
#include <mutex>

class Meter {
  std::mutex M;
  long Total = 0;

  void bump() {
    ++Total; // EXPECT-MISS: lost-update
  }

public:
  void one() {
    std::lock_guard<std::mutex> L(M);
    bump();
  }
  void two() {
    std::lock_guard<std::mutex> L(M);
    bump();
    bump();
  }
  long total() {
    std::lock_guard<std::mutex> L(M);
    return Total;
  }
  void guilty() { bump(); } // EXPECT-NOISE: lost-update
};

class Corrected {
  std::mutex M;
  long Total = 0;

  void bump() { ++Total; }

public:
  void one() {
    std::lock_guard<std::mutex> L(M);
    bump();
  }
  void two() {
    std::lock_guard<std::mutex> L(M);
    bump();
    bump();
  }
  long total() {
    std::lock_guard<std::mutex> L(M);
    return Total;
  }
  void three() {
    std::lock_guard<std::mutex> L(M);
    bump();
  }
};
