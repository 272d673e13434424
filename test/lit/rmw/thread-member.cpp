// RUN: %tocsin %s
// The object's own thread and its callers change one member, without a lock.
#include <atomic>
#include <thread>

class Guilty {
  long Jobs = 0;
  std::thread Thread;

  void loop() {
    for (int I = 0; I < 1000; ++I)
      Jobs--; // EXPECT-MISS: lost-update
  }

public:
  void start() { Thread = std::thread(&Guilty::loop, this); }
  void add() {
    Jobs++; // EXPECT: lost-update
  }
  ~Guilty() { Thread.join(); }
};

class Corrected {
  std::atomic<long> Jobs{0};
  std::thread Thread;

  void loop() {
    for (int I = 0; I < 1000; ++I)
      Jobs--;
  }

public:
  void start() { Thread = std::thread(&Corrected::loop, this); }
  void add() { Jobs++; }
  ~Corrected() { Thread.join(); }
};
