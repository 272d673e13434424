// RUN: %tocsin %s
// C11: compound assignment is one operation, the written-out form is two.
#include <stdatomic.h>

static _Atomic long total;
static atomic_int limit;

void guilty(long n) {
  total = total + n; // EXPECT: split-atomic
}

void guiltyCalls(int n) {
  atomic_store(&limit, atomic_load(&limit) + n); // EXPECT: split-atomic
}

void guiltyExplicit(int n) {
  int seen = atomic_load_explicit(&limit, memory_order_relaxed);
  atomic_store_explicit(&limit, seen * n, memory_order_relaxed); // EXPECT: split-atomic
}

void corrected(long n) {
  total += n;
  atomic_fetch_add(&limit, 1);
}

void correctedLoop(int n) {
  int seen = atomic_load(&limit);
  while (!atomic_compare_exchange_weak(&limit, &seen, seen * n)) {
  }
}
