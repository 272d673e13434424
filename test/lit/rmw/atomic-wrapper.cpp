// RUN: %tocsin %s
// A wrapper of one's own forwards to the atomic; the pair stays a pair.
#include <atomic>

template <class T> class Relaxed {
  std::atomic<T> V{};

public:
  T get() const { return V.load(std::memory_order_relaxed); }
  void set(T N) { V.store(N, std::memory_order_relaxed); }
  T add(T N) { return V.fetch_add(N, std::memory_order_relaxed); }
};

struct Stats {
  Relaxed<long> Bytes;
};

void guilty(Stats &S, long N) {
  S.Bytes.set(S.Bytes.get() + N); // EXPECT: split-atomic
}

void guiltyStatements(Stats &S, long N) {
  long Seen = S.Bytes.get();
  if (Seen < N)
    S.Bytes.set(N); // EXPECT: split-atomic
}

void corrected(Stats &S, long N) { S.Bytes.add(N); }
