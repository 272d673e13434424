// RUN: %tocsin %s
// OPTIONS: -fopenmp
// Headers that ask for the next one of the name find no other compiler's.
#include <limits.h>
#include <stdatomic.h>

static atomic_int widest;

void guilty(const int *width, int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    if (width[i] > atomic_load(&widest))
      atomic_store(&widest, width[i]); // EXPECT: split-atomic
}

void corrected(const int *width, int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    int seen = atomic_load(&widest);
    while (width[i] > seen && width[i] < INT_MAX &&
           !atomic_compare_exchange_weak(&widest, &seen, width[i]))
      ;
  }
}
