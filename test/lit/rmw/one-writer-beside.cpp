// RUN: %tocsin %s
// Atomic for those who look; the plain parts that are changed beside it say that
// one alone writes.
#include <atomic>
#include <string>
#include <thread>

class Log {
  std::atomic<unsigned long> Size{0};
  std::string Line;
  unsigned long Pending = 0;

public:
  void corrected(const char *P, unsigned long N) {
    Pending += N;
    Line.append(P, N);
    Size.store(Size.load() + N);
  }
  unsigned long size() const { return Size.load(); }
};

class Two {
  std::atomic<long> Seen{0};

public:
  void corrected(bool Shared, long N) {
    if (Shared)
      Seen.fetch_add(N);
    else
      Seen.store(Seen.load() + N);
  }
};

class Totals {
  std::atomic<long> Bytes{0};
  long Calls = 0;

public:
  void guilty(long N) {
    Calls++;                       // EXPECT: lost-update
    Bytes.store(Bytes.load() + N); // EXPECT: split-atomic
  }
};

void run(Totals &T) {
  std::thread A([&T] { T.guilty(1); });
  std::thread B([&T] { T.guilty(2); });
  A.join();
  B.join();
}
