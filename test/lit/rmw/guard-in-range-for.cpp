// RUN: %tocsin %s
// The guard is a temporary of the range; it is gone before the body runs.
#include <mutex>
#include <vector>

class Locked {
  std::mutex &M;
  std::vector<long> &Data;

public:
  Locked(std::mutex &M, std::vector<long> &Data) : M(M), Data(Data) {
    M.lock();
  }
  ~Locked() { M.unlock(); }
  std::vector<long> &operator*() { return Data; }
};

class Bins {
  std::mutex M;
  std::vector<long> Data;

public:
  Locked lock() { return Locked(M, Data); }
  void set(unsigned I, long N) {
    std::lock_guard<std::mutex> L(M);
    Data[I] = N;
  }
  void add(unsigned I, long N) {
    std::lock_guard<std::mutex> L(M);
    Data[I] += N;
  }
  void guilty() {
    for (long &X : *lock())
      X += 1; // EXPECT-MISS: lost-update
  }
  void corrected() {
    Locked Held = lock();
    for (long &X : *Held)
      X += 1;
  }
};
