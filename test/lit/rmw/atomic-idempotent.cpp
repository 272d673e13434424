// RUN: %tocsin %s
// The look only saves the write: nothing else hangs on it, and every thread
// would store the same.
#include <atomic>

static std::atomic<bool> Stopping{false};

void stop() {
  if (!Stopping.load(std::memory_order_relaxed))
    Stopping.store(true, std::memory_order_relaxed);
}

// Here the look decides who cleans up.
void guilty(void (*Cleanup)()) {
  if (!Stopping.load()) {
    Stopping.store(true); // EXPECT: split-atomic
    Cleanup();
  }
}

void corrected(void (*Cleanup)()) {
  if (!Stopping.exchange(true))
    Cleanup();
}
