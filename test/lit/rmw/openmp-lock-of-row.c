// RUN: %tocsin %s
// OPTIONS: -fopenmp
// A lock for each column, and a sum that is common to all of them.
#include <stddef.h>

typedef struct omp_lock_t {
  void *_lk;
} omp_lock_t;
extern void omp_set_lock(omp_lock_t *);
extern void omp_unset_lock(omp_lock_t *);

struct tide {
  omp_lock_t *gauge;
  double *level;
  double sum;
  int gauges;
};

void pour(struct tide *t, const double *drops, long n) {
#pragma omp parallel for
  for (long i = 0; i < n; i++) {
    int g = (int)drops[i] % t->gauges;
    omp_set_lock(&t->gauge[g]);
    t->level[g] += drops[i];
    t->sum += drops[i]; // EXPECT: lost-update
    omp_unset_lock(&t->gauge[g]);
  }
}

void pourAtOnce(struct tide *t, const double *drops, long n) {
  double all = 0;
#pragma omp parallel for reduction(+ : all)
  for (long i = 0; i < n; i++) {
    int g = (int)drops[i] % t->gauges;
    omp_set_lock(&t->gauge[g]);
    t->level[g] += drops[i];
    omp_unset_lock(&t->gauge[g]);
    all += drops[i];
  }
  t->sum += all;
}
