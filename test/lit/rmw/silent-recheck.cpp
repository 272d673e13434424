// RUN: %tocsin %s
// Read without the lock on purpose, and believed only after a second look.
#include <mutex>
#include <vector>

class Pool {
  std::mutex M;
  std::vector<int> Free;
  long Version = 0;
  long Total = 0;

public:
  void put(int N) {
    std::lock_guard<std::mutex> L(M);
    Free.push_back(N);
    ++Version;
    Total += N;
  }
  void compact() {
    long Seen;
    long Sum;
    {
      std::lock_guard<std::mutex> L(M);
      Seen = Version;
      Sum = Total;
    }
    Sum = Sum / 2;
    std::lock_guard<std::mutex> L(M);
    if (Version != Seen)
      return;
    Total = Sum;
    ++Version;
  }
  void trim() {
    std::unique_lock<std::mutex> L(M);
    while (!Free.empty()) {
      int Last = Free.back();
      Free.pop_back();
      L.unlock();
      use(Last);
      L.lock();
    }
  }
  static void use(int N);
};
