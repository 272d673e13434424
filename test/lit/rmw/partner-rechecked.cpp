// RUN: %tocsin %s
// STD: c++17
// Looked at again by way of what is set together with the flag.
#include <atomic>
#include <memory>
#include <mutex>

struct Table {
  int Rows = 0;
};

class Cache {
public:
  Table *get() {
    if (!Ready.load(std::memory_order_acquire)) {
      std::lock_guard<std::mutex> G(M);
      if (!T) {
        T = std::make_unique<Table>();
        Ready.store(true, std::memory_order_release);
      }
    }
    return T.get();
  }

private:
  std::mutex M;
  std::atomic<bool> Ready{false};
  std::unique_ptr<Table> T;
};

class Blind {
public:
  int *get() {
    if (State.load(std::memory_order_acquire) == 0) {
      std::lock_guard<std::mutex> G(M);
      Made = new int(next());
      State.store(1, std::memory_order_release); // EXPECT: split-atomic
    }
    return Made;
  }

private:
  int next();
  std::mutex M;
  std::atomic<int> State{0};
  int *Made = nullptr;
};

int use(Cache &C, Blind &B) { return C.get()->Rows + *B.get(); }
