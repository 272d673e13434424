// RUN: %tocsin %s
// A union that is laid over memory of several kinds names none of it.

union slot {
  unsigned count;
  unsigned long long bytes;
};

struct table {
  unsigned hits;
  int kinds;
};

void *slot_of(struct table *t, int kind);

void countVisit(struct table *t) {
  union slot *s = slot_of(t, 1);
  __atomic_fetch_add(&s->count, 1, __ATOMIC_RELAXED);
  __atomic_fetch_add(&t->hits, 1, __ATOMIC_RELAXED);
}

void corrected(struct table *t) {
  union slot *s = slot_of(t, 2);
  s->count++;
}

void guilty(struct table *t) {
  t->hits++; // EXPECT: lost-update
}
