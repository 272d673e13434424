// RUN: %tocsin %s
// The value after one's own step is in the result, not in a second read.
#include <atomic>

class Job {
  std::atomic<int> Refs{1};
  std::atomic<int> Done{0};

public:
  void take() { ++Refs; }
  bool guilty() {
    --Refs;
    return Refs == 0; // EXPECT: split-atomic
  }
  void guiltyDelete() {
    Refs.fetch_sub(1);
    if (Refs.load() == 0)
      delete this; // EXPECT: split-atomic
  }
  bool guiltyDone() {
    Done++;
    return Done.load() == 2; // EXPECT: split-atomic
  }
  bool corrected() { return --Refs == 0; }
  void correctedDelete() {
    if (Refs.fetch_sub(1) == 1)
      delete this;
  }
  bool correctedDone() { return ++Done == 2; }
};
