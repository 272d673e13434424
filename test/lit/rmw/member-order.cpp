// RUN: %tocsin %s
// Members start in the order of their declaration: the thread counts already
// when the counter gets its first value.
#include <mutex>
#include <thread>

class Guilty {
  std::mutex M;
  std::thread Thread{[this] { count(); }};
  long Steps = 0; // EXPECT-MISS: lost-update

  void count() {
    std::lock_guard<std::mutex> L(M);
    ++Steps;
  }

public:
  ~Guilty() { Thread.join(); }
};

class Corrected {
  std::mutex M;
  long Steps = 0;
  std::thread Thread{[this] { count(); }};

  void count() {
    std::lock_guard<std::mutex> L(M);
    ++Steps;
  }

public:
  ~Corrected() { Thread.join(); }
};
