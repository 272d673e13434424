// RUN: %tocsin %s
// STD: gnu17
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
struct stats { _Atomic uint64_t peak; _Atomic uint32_t seq; atomic_uintptr_t head; _Atomic int state; };
void peak_note(struct stats *s, uint64_t v) {
  uint64_t cur = atomic_load(&s->peak);
  if (v > cur)
    atomic_compare_exchange_strong(&s->peak, &cur, v); // EXPECT: ignored-conflict
}
void peak_note_ok(struct stats *s, uint64_t v) {
  uint64_t cur = atomic_load(&s->peak);
  while (v > cur && !atomic_compare_exchange_weak(&s->peak, &cur, v)) {}
}
uint32_t next_seq(struct stats *s) {
  uint32_t old = atomic_load_explicit(&s->seq, memory_order_relaxed);
  uint32_t new_ = (old + 1) & 0xffff;
  do { } while (!atomic_compare_exchange_weak(&s->seq, &old, new_)); // EXPECT: unchecked-version
  return new_;
}
uint32_t next_seq_ok(struct stats *s) {
  uint32_t old = atomic_load_explicit(&s->seq, memory_order_relaxed), new_;
  do { new_ = (old + 1) & 0xffff; } while (!atomic_compare_exchange_weak(&s->seq, &old, new_));
  return new_;
}
bool start(struct stats *s) { int e = 0; return atomic_compare_exchange_strong(&s->state, &e, 1); }
void stop(struct stats *s) { int e = 1; atomic_compare_exchange_strong(&s->state, &e, 0); }
void scale(uint32_t *p, uint32_t k) {
  uint32_t v = __atomic_load_n(p, __ATOMIC_ACQUIRE);
  __atomic_compare_exchange_n(p, &v, v * k, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED); // EXPECT: ignored-conflict
}
void add_sync(volatile int *p, int n) {
  int v = *p;
  __sync_bool_compare_and_swap(p, v, v + n); // EXPECT: ignored-conflict
}
bool wait_turn(struct stats *s, uint32_t ticket) {
  uint32_t want = ticket;
  for (int i = 0; i < 100; i++)
    if (atomic_compare_exchange_strong(&s->seq, &want, ticket + 1)) // EXPECT: unchecked-version
      return true;
  return false;
}
