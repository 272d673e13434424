// RUN: %tocsin %s
// A guard turned inside out opens the lock for its scope.
#include <mutex>

class Unlocked {
  std::mutex &M;

public:
  explicit Unlocked(std::mutex &M) : M(M) { M.unlock(); }
  ~Unlocked() { M.lock(); }
};

void report(long N);

class Meter {
  std::mutex M;
  long Total = 0;

public:
  void reset() {
    std::lock_guard<std::mutex> L(M);
    Total = 0;
  }
  long total() {
    std::lock_guard<std::mutex> L(M);
    return Total;
  }
  void guilty(long N) {
    std::lock_guard<std::mutex> L(M);
    long Seen = Total;
    {
      Unlocked Open(M);
      report(Seen);
    }
    Total = Seen + N; // EXPECT: lost-update
  }
  void guiltyInside(long N) {
    std::lock_guard<std::mutex> L(M);
    Unlocked Open(M);
    Total += N; // EXPECT: lost-update
  }
  void corrected(long N) {
    std::lock_guard<std::mutex> L(M);
    long Seen = Total;
    Total = Seen + N;
    Unlocked Open(M);
    report(Seen);
  }
};
