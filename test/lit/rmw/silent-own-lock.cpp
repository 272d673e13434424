// RUN: %tocsin %s
// Locks made from atomics: a flag, a compare-exchange, a ticket.
#include <atomic>

class Meter {
  std::atomic_flag Flag = ATOMIC_FLAG_INIT;
  std::atomic<bool> Busy{false};
  std::atomic<int> Owner{0};
  long A = 0, B = 0, C = 0;

  void enter() {
    int Nobody = 0;
    while (!Owner.compare_exchange_weak(Nobody, 1))
      Nobody = 0;
  }
  void leave() { Owner.store(0, std::memory_order_release); }

public:
  void flag() {
    while (Flag.test_and_set(std::memory_order_acquire)) {
    }
    ++A;
    Flag.clear(std::memory_order_release);
  }
  void exchange() {
    while (Busy.exchange(true))
      while (Busy.load()) {
      }
    ++B;
    Busy.store(false);
  }
  bool tryExchange() {
    if (Busy.exchange(true))
      return false;
    ++B;
    Busy.store(false);
    return true;
  }
  void methods() {
    enter();
    ++C;
    leave();
  }
};
