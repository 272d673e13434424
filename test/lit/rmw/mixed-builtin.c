// RUN: %tocsin %s
// Atomic by use in one place, plain in another: the plain one loses.
typedef struct {
  long refs;
  long hits;
} Entry;

void take(Entry *e) {
  __atomic_fetch_add(&e->refs, 1, __ATOMIC_RELAXED);
  __sync_fetch_and_add(&e->hits, 1);
}

void guilty(Entry *e) {
  e->refs++; // EXPECT: lost-update
  e->hits += 2; // EXPECT: lost-update
}

void corrected(Entry *e) {
  __atomic_add_fetch(&e->refs, 1, __ATOMIC_RELAXED);
  __sync_add_and_fetch(&e->hits, 2);
}
