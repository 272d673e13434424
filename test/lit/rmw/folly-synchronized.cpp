// RUN: %tocsin %s
// Copied under the reader's lock, written back under the writer's.
#include <folly/Synchronized.h>

class Meter {
  folly::Synchronized<long> Total;

public:
  void guilty(long N) {
    long Seen = *Total.rlock();
    *Total.wlock() = Seen + N; // EXPECT: lost-update
  }
  void guiltyCopy(long N) {
    Total = Total.copy() + N; // EXPECT: lost-update
  }
  void guiltyOneLine(long N) {
    *Total.wlock() = *Total.rlock() + N; // EXPECT-MISS: lost-update
  }
  void corrected(long N) {
    auto Held = Total.wlock();
    *Held = *Held + N;
  }
  void correctedFunction(long N) {
    Total.withWLock([N](long &Value) { Value += N; });
  }
};
