// RUN: %tocsin %s
// A constructor calls without the lock what all others call with it.
#include <mutex>

class Clock {
  std::mutex M;
  long Ticks = 0, Base = 0;

  void restart(long N) {
    Base = Ticks;
    Ticks += N;
  }
  void advance(long N) { Ticks += N; }

public:
  Clock() { restart(1); }
  void corrected() {
    std::lock_guard<std::mutex> L(M);
    restart(2);
  }
  void tick() {
    std::lock_guard<std::mutex> L(M);
    Ticks++;
    advance(2);
  }
  void guilty() {
    advance(3); // EXPECT: lost-update
  }
};
