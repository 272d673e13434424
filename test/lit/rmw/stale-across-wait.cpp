// RUN: %tocsin %s
// A wait gives the lock away; what was copied before is stale after it.
#include <condition_variable>
#include <mutex>

class Tank {
  std::mutex M;
  std::condition_variable Changed;
  long Level = 0;
  bool Ready = false;

public:
  void fill(long N) {
    std::lock_guard<std::mutex> L(M);
    Level += N;
    Ready = true;
    Changed.notify_all();
  }
  long level() {
    std::lock_guard<std::mutex> L(M);
    return Level;
  }
  void guilty(long N) {
    std::unique_lock<std::mutex> L(M);
    long Before = Level;
    while (!Ready)
      Changed.wait(L);
    Level = Before - N; // EXPECT: lost-update
  }
  void guiltyPredicate(long N) {
    std::unique_lock<std::mutex> L(M);
    long Before = Level;
    Changed.wait(L, [this] { return Ready; });
    Level = Before - N; // EXPECT: lost-update
  }
  void corrected(long N) {
    std::unique_lock<std::mutex> L(M);
    Changed.wait(L, [this] { return Ready; });
    long Before = Level;
    Level = Before - N;
  }
};
