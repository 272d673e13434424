// RUN: %tocsin %s
// Only one may pass; two do when both look before either sets.
#include <atomic>

static std::atomic<bool> Started{false};
static std::atomic<int> State{0};

bool guilty() {
  if (!Started.load()) {
    Started.store(true); // EXPECT: split-atomic
    return true;
  }
  return false;
}

bool guiltyEarlyReturn() {
  if (State != 0)
    return false;
  State = 1; // EXPECT: split-atomic
  return true;
}

bool guiltyThroughLocal() {
  bool Was = Started.load();
  if (Was)
    return false;
  Started = true; // EXPECT: split-atomic
  return true;
}

bool corrected() { return !Started.exchange(true); }

bool correctedCompare() {
  int Expected = 0;
  return State.compare_exchange_strong(Expected, 1);
}
