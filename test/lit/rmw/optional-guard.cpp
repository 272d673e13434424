// RUN: %tocsin %s
// STD: c++17
// A guard that takes the lock only where it is asked to.
#include <mutex>

class MaybeLocked {
public:
  MaybeLocked(std::mutex &M, bool Take) : M(M), Taken(Take) {
    if (Take)
      M.lock();
  }
  ~MaybeLocked() {
    if (Taken)
      M.unlock();
  }

private:
  std::mutex &M;
  bool Taken;
};

class Meter {
public:
  void count() {
    MaybeLocked G(M, true);
    ++Total;
  }
  void countTwice() {
    MaybeLocked G(M, true);
    Total += 2;
  }
  void countFast() {
    MaybeLocked G(M, false);
    ++Total; // EXPECT: lost-update
  }

private:
  std::mutex M;
  long Total = 0;
};

void use(Meter &M) {
  M.count();
  M.countTwice();
  M.countFast();
}
