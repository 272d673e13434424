// RUN: %tocsin %s
// A helper is handed the guard, and opens the lock meanwhile.
#include <mutex>
#include <vector>

void post(int Letter);

class Office {
  std::mutex M;
  std::vector<int> Bag;
  long Waiting = 0;

  long deliver(std::unique_lock<std::mutex> &L) {
    std::vector<int> Out;
    Out.swap(Bag);
    L.unlock();
    for (int Letter : Out)
      post(Letter);
    L.lock();
    return long(Out.size());
  }

public:
  void drop(int Letter) {
    std::lock_guard<std::mutex> L(M);
    Bag.push_back(Letter);
    ++Waiting;
  }
  void close() {
    std::unique_lock<std::mutex> L(M);
    long Before = Waiting;
    long Gone = deliver(L);
    Waiting = Before - Gone; // EXPECT: lost-update
  }
  void collect() {
    std::unique_lock<std::mutex> L(M);
    long Gone = deliver(L);
    Waiting -= Gone;
  }
};
