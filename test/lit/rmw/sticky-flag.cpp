// RUN: %tocsin %s
// A mark that stays: it is asked first, and set for a reason of its own.
#include <atomic>

bool put(int N);
void start();

class Writer {
  std::atomic<bool> Failed{false};

public:
  int corrected(int N) {
    if (Failed.load())
      return -1;
    if (!put(N)) {
      Failed.store(true);
      return -2;
    }
    return 0;
  }
};

class Starter {
  std::atomic<bool> Started{false};

public:
  int guilty(int N) {
    if (Started.load())
      return -1;
    if (!put(N)) {
      Started.store(true); // EXPECT: split-atomic
      start();
    }
    return 0;
  }
};
