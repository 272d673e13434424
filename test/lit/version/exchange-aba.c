// RUN: %tocsin %s
// V18: an index comes back to the head of its list with another next; a count
// of changes in the same word makes it right.
#include <stdatomic.h>
#include <stdint.h>

struct slot {
  uint32_t next;
};
struct pool {
  _Atomic uint32_t head;
  struct slot slot[64];
};
struct counted {
  _Atomic uint64_t head; // changes, index
  struct slot slot[64];
};

uint32_t guilty(struct pool *p) {
  uint32_t top = atomic_load(&p->head), next;
  do {
    if (top == UINT32_MAX)
      return top;
    next = p->slot[top].next;
  } while (!atomic_compare_exchange_weak(&p->head, &top, next)); // EXPECT: unchecked-version
  return top;
}

void give(struct pool *p, uint32_t mine) {
  uint32_t top = atomic_load(&p->head);
  do
    p->slot[mine].next = top;
  while (!atomic_compare_exchange_weak(&p->head, &top, mine));
}

uint32_t corrected(struct counted *p) {
  uint64_t top = atomic_load(&p->head), next;
  do {
    if ((uint32_t)top == UINT32_MAX)
      return UINT32_MAX;
    next = ((top >> 32) + 1) << 32 | p->slot[(uint32_t)top & 63].next;
  } while (!atomic_compare_exchange_weak(&p->head, &top, next));
  return (uint32_t)top;
}

void giveCounted(struct counted *p, uint32_t mine) {
  uint64_t top = atomic_load(&p->head), next;
  do {
    p->slot[mine].next = (uint32_t)top;
    next = ((top >> 32) + 1) << 32 | mine;
  } while (!atomic_compare_exchange_weak(&p->head, &top, next));
}
