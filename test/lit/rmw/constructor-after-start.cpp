// RUN: %tocsin %s
// The thread runs already while the constructor still counts, and still while
// the destructor does.
#include <mutex>
#include <thread>

class Worker {
  std::mutex M;
  long Steps = 0;
  std::thread Thread;

  void loop() {
    for (int I = 0; I < 1000; ++I) {
      std::lock_guard<std::mutex> L(M);
      ++Steps;
    }
  }

public:
  Worker() {
    Thread = std::thread(&Worker::loop, this);
    ++Steps; // EXPECT: lost-update
  }
  ~Worker() {
    --Steps; // EXPECT: lost-update
    Thread.join();
  }
};

class Corrected {
  std::mutex M;
  long Steps = 0;
  std::thread Thread;

  void loop() {
    for (int I = 0; I < 1000; ++I) {
      std::lock_guard<std::mutex> L(M);
      ++Steps;
    }
  }

public:
  Corrected() {
    ++Steps;
    Thread = std::thread(&Corrected::loop, this);
  }
  ~Corrected() {
    Thread.join();
    --Steps;
  }
};
