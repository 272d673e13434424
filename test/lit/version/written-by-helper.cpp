// RUN: %tocsin %s
// The version is compared in a copy; a helper takes the lock and writes.
#include <mutex>

struct Lease {
  int Until = 0;
  unsigned long epoch = 0;
};

class Table {
  mutable std::mutex Mu;
  Lease Now;
  Lease peek() const {
    std::lock_guard<std::mutex> Lock(Mu);
    return Now;
  }
  void write(const Lease &L) {
    std::lock_guard<std::mutex> Lock(Mu);
    Now = L;
  }
  bool writeIf(const Lease &L, unsigned long Seen) {
    std::lock_guard<std::mutex> Lock(Mu);
    if (Now.epoch != Seen)
      return false;
    Now = L;
    return true;
  }

public:
  bool guilty(unsigned long Seen, int Until) {
    Lease L = peek();
    if (L.epoch != Seen)
      return false;
    L.Until = Until;
    L.epoch++;
    write(L); // EXPECT: unchecked-version
    return true;
  }
  bool corrected(unsigned long Seen, int Until) {
    Lease L = peek();
    if (L.epoch != Seen)
      return false;
    L.Until = Until;
    L.epoch++;
    return writeIf(L, Seen);
  }
};
