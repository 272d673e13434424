// RUN: %tocsin %s
// `x = f(x)` loses as much as `x += n`, also through a local.
#include <mutex>

class Mean {
  std::mutex M;
  double Value = 0;
  long Seen = 0;

public:
  void add(double X) {
    std::lock_guard<std::mutex> L(M);
    Value = Value + (X - Value) / 8;
    Seen++;
  }
  void set(double X) {
    std::lock_guard<std::mutex> L(M);
    Value = X;
    Seen = 1;
  }
  void guilty() {
    Value = Value / 2; // EXPECT: lost-update
  }
  void guiltyThroughLocal() {
    long Now = Seen;
    long Next = Now + 1;
    Seen = Next; // EXPECT: lost-update
  }
  void corrected() {
    std::lock_guard<std::mutex> L(M);
    Value = Value / 2;
    long Now = Seen;
    Seen = Now + 1;
  }
};
