// RUN: %tocsin %s
// The helper relies on its callers; the one that holds nothing is guilty.
#include <mutex>

class Meter {
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
  void guilty() { bump(); } // EXPECT: lost-update
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
