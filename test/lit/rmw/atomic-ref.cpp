// RUN: %tocsin %s
// STD: c++20
// atomic_ref in one place, plain access or a split pair in another.
#include <atomic>

struct Meter {
  long Total = 0;
  long Count = 0;
  std::atomic_flag Busy;
};

void add(Meter &M, long N) {
  std::atomic_ref<long>(M.Total).fetch_add(N);
  std::atomic_ref<long>(M.Count).fetch_add(1);
}

void guiltyPlain(Meter &M, long N) {
  M.Total += N; // EXPECT: lost-update
}

void guiltySplit(Meter &M) {
  std::atomic_ref<long> Count(M.Count);
  Count.store(Count.load() * 2); // EXPECT: split-atomic
}

bool guiltyFlag(Meter &M) {
  if (M.Busy.test())
    return false;
  M.Busy.test_and_set(); // EXPECT: split-atomic
  return true;
}

bool corrected(Meter &M) {
  std::atomic_ref<long> Count(M.Count);
  Count.fetch_add(2);
  return !M.Busy.test_and_set();
}
