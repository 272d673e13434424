// RUN: %tocsin %s
// The same in C.
#include <stdatomic.h>

struct ring {
  int slot[64];
  _Atomic unsigned head, tail;
};

int put(struct ring *r, int v) {
  unsigned h = atomic_load_explicit(&r->head, memory_order_relaxed);
  if (h - atomic_load_explicit(&r->tail, memory_order_acquire) == 64)
    return 0;
  r->slot[h % 64] = v;
  atomic_store_explicit(&r->head, h + 1, memory_order_release);
  return 1;
}

struct line {
  int slot[64];
  unsigned head;
};

void put_gcc(struct line *l, int v) {
  unsigned h = __atomic_load_n(&l->head, __ATOMIC_RELAXED);
  l->slot[h % 64] = v;
  __atomic_store_n(&l->head, h + 1, __ATOMIC_RELEASE);
}

struct meter {
  _Atomic unsigned n;
};

void count(struct meter *m) {
  unsigned n = atomic_load_explicit(&m->n, memory_order_relaxed);
  atomic_store_explicit(&m->n, n + 1, memory_order_relaxed); // EXPECT: split-atomic
}
