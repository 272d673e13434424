// RUN: %tocsin %s
// Each thread is given an element of its own, and all elements lead to one
// object; or each to one of its own.
#include <stdatomic.h>
#include <stdlib.h>
#include <threads.h>

struct gauge {
  _Atomic long peak;
  _Atomic long mean;
};
struct probe {
  int number;
  struct gauge *gauge;
};

static void peak(struct gauge *g, long v) {
  if (v > g->peak)
    g->peak = v; // EXPECT: split-atomic
}

static void mean(struct gauge *g, long v) {
  g->mean = (g->mean * 3 + v) / 4; // EXPECT: split-atomic
}

static int measure(void *arg) {
  struct probe *p = arg;
  for (long v = 0; v < 100; ++v) {
    peak(p->gauge, v * p->number);
    mean(p->gauge, v);
  }
  return 0;
}

static void half(struct gauge *g, long v) {
  g->mean = (g->mean + v) / 2;
}

static int measureOwn(void *arg) {
  struct probe *p = arg;
  for (long v = 0; v < 100; ++v)
    half(p->gauge, v);
  return 0;
}

static int measureSteps(void *arg) {
  struct probe *p = arg;
  for (long v = 0; v < 100; ++v) {
    long old = p->gauge->mean;
    while (!atomic_compare_exchange_weak(&p->gauge->mean, &old, (old + v) / 2))
      ;
  }
  return 0;
}

int main(void) {
  struct gauge *all = calloc(1, sizeof *all);
  struct probe probes[4], own[4], steps[4];
  thrd_t t[12];
  if (!all)
    return 1;
  for (int i = 0; i < 4; ++i) {
    probes[i].number = i;
    probes[i].gauge = all;
    thrd_create(&t[i], measure, &probes[i]);
  }
  for (int i = 0; i < 4; ++i) {
    own[i].gauge = calloc(1, sizeof *all);
    thrd_create(&t[4 + i], measureOwn, &own[i]);
  }
  for (int i = 0; i < 4; ++i) {
    steps[i].gauge = all;
    thrd_create(&t[8 + i], measureSteps, &steps[i]);
  }
  for (int i = 0; i < 12; ++i)
    thrd_join(t[i], NULL);
  return 0;
}
