// RUN: %tocsin %s
// STD: c++17
// A constant that is stored because of what was seen: harmless if that is all
// that ever happens, but not over a state that others move in one step.
#include <atomic>

class Import {
  enum { Idle, Running, Finishing, Cancelled };
  std::atomic<int> Phase{Idle};
  std::atomic<int> Warned{0};

public:
  bool begin() {
    int Expected = Idle;
    return Phase.compare_exchange_strong(Expected, Running);
  }
  bool finish() {
    int Expected = Running;
    return Phase.compare_exchange_strong(Expected, Finishing);
  }
  void cancel() {
    if (Phase.load() != Finishing)
      Phase.store(Cancelled); // EXPECT: split-atomic
  }
  void cancelOnce() {
    int Seen = Phase.load();
    while (Seen != Finishing && !Phase.compare_exchange_weak(Seen, Cancelled))
      continue;
  }
  void warn() {
    if (!Warned.load())
      Warned.store(1);
  }
};
