// RUN: %tocsin %s
// A maximum kept by comparison: the smaller of two can win.
#include <atomic>

static std::atomic<long> Longest{0};
static std::atomic<long> Shortest{1 << 30};

void guilty(long N) {
  if (N > Longest)
    Longest = N; // EXPECT: split-atomic
}

void guiltyMinimum(long N) {
  if (Shortest.load() > N)
    Shortest.store(N); // EXPECT: split-atomic
}

void guiltyTernary(long N) {
  Longest.store(Longest.load() < N ? N : Longest.load()); // EXPECT: split-atomic
}

void corrected(long N) {
  long Seen = Longest.load();
  while (Seen < N && !Longest.compare_exchange_weak(Seen, N)) {
  }
}
