// RUN: %tocsin %s
// One thread writes, others only look: load and store are enough.
#include <atomic>
#include <thread>

class Progress {
  std::atomic<long> Done{0};
  std::thread Worker;

  void loop() {
    for (int I = 0; I < 100; ++I)
      Done.store(Done.load(std::memory_order_relaxed) + 1,
                 std::memory_order_release);
  }

public:
  void start() { Worker = std::thread([this] { loop(); }); }
  long done() const { return Done.load(std::memory_order_acquire); }
  ~Progress() { Worker.join(); }
};

// Reached through a thread's own storage only.
struct Counters {
  std::atomic<long> Nodes{0};
};
static thread_local Counters Mine;

void step() {
  Mine.Nodes.store(Mine.Nodes.load(std::memory_order_relaxed) + 1,
                   std::memory_order_relaxed);
}
