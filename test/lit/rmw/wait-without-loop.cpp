// RUN: %tocsin %s
// Who was woken first may have taken it: what was waited for is looked at again.
#include <condition_variable>
#include <mutex>
#include <queue>

class Crane {
  std::mutex M;
  std::condition_variable Came;
  std::queue<int> Crates;
  int Hooks = 2;
  bool Stop = false;

public:
  void put(int C) {
    std::lock_guard<std::mutex> L(M);
    Crates.push(C);
    ++Hooks;
    Came.notify_all();
  }
  void hookOnce() {
    std::unique_lock<std::mutex> L(M);
    if (Hooks == 0)
      Came.wait(L);
    --Hooks; // EXPECT: check-then-act
  }
  void serveOnce() {
    std::unique_lock<std::mutex> L(M);
    while (!Stop) {
      if (Crates.empty())
        Came.wait(L);
      Crates.pop(); // EXPECT: check-then-act
    }
  }
  void hook() {
    std::unique_lock<std::mutex> L(M);
    while (!Stop && Hooks == 0)
      Came.wait(L);
    if (Stop)
      return;
    --Hooks;
  }
  void hookAgain() {
    std::unique_lock<std::mutex> L(M);
    if (Hooks == 0)
      Came.wait(L);
    if (Hooks == 0)
      return;
    --Hooks;
  }
  void serve() {
    std::unique_lock<std::mutex> L(M);
    while (!Stop) {
      if (Crates.empty()) {
        Came.wait(L);
        continue;
      }
      Crates.pop();
    }
  }
  void hookWhen() {
    std::unique_lock<std::mutex> L(M);
    Came.wait(L, [this] { return Hooks > 0; });
    --Hooks;
  }
};
