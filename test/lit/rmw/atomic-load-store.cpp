// RUN: %tocsin %s
// Load, compute, store: each is atomic, the update is not.
#include <atomic>

static std::atomic<long> Total{0};

void guilty(long N) {
  Total.store(Total.load() + N); // EXPECT: split-atomic
}

void guiltyStatements(long N) {
  long Seen = Total.load(std::memory_order_acquire);
  long Next = Seen + N;
  Total.store(Next, std::memory_order_release); // EXPECT: split-atomic
}

void guiltyFree(long N) {
  std::atomic_store(&Total, std::atomic_load(&Total) + N); // EXPECT: split-atomic
}

void guiltyExchange(long N) {
  long Seen = Total;
  Total.exchange(Seen * N); // EXPECT: split-atomic
}

void corrected(long N) { Total.fetch_add(N); }

void correctedLoop(long N) {
  long Seen = Total.load();
  while (!Total.compare_exchange_weak(Seen, Seen * N)) {
  }
}

// What is stored does not come from what was loaded.
long swapped(long N) {
  long Seen = Total.load();
  Total.store(N);
  return Seen;
}
