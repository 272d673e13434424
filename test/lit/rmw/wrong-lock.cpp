// RUN: %tocsin %s
// A lock is held, but not the one that everybody else holds.
#include <mutex>

class Queue {
  std::mutex In;
  std::mutex Out;
  int Length = 0;

public:
  void push() {
    std::lock_guard<std::mutex> L(In);
    ++Length;
  }
  void clear() {
    std::lock_guard<std::mutex> L(In);
    Length = 0;
  }
  bool empty() {
    std::lock_guard<std::mutex> L(In);
    return Length == 0;
  }
  void guilty() {
    std::lock_guard<std::mutex> L(Out);
    --Length; // EXPECT: lost-update
  }
  void corrected() {
    std::lock_guard<std::mutex> L(In);
    --Length;
  }
  void correctedBoth() {
    std::scoped_lock L(Out, In);
    --Length;
  }
};
