// RUN: %tocsin %s
// STD: gnu17
// Plain on what is being made; plain on a slot's object that others count, too.
#include <pthread.h>
#include <stdlib.h>
struct seat {
  int guests;
};
struct hall {
  struct seat **rows;
  unsigned count;
  pthread_t usher;
};
static void sit(struct seat *s) {
  __atomic_add_fetch(&s->guests, 1, __ATOMIC_ACQUIRE);
}
static void stand(struct seat *s) {
  __atomic_sub_fetch(&s->guests, 1, __ATOMIC_RELEASE);
}
int visit(struct hall *h, unsigned row, int late) {
  struct seat *s = h->rows[row];
  sit(s);
  if (late) {
    s->guests--; // EXPECT: lost-update
    return -1;
  }
  stand(s);
  return 0;
}
static void *usher(void *arg) {
  struct hall *h = arg;
  for (unsigned i = 0;; i++)
    stand(h->rows[i % h->count]);
}
int openHall(struct hall *h, unsigned n) {
  h->rows = calloc(n, sizeof *h->rows);
  for (unsigned i = 0; i < n; i++) {
    h->rows[i] = calloc(1, sizeof(struct seat));
    h->rows[i]->guests--;
  }
  h->count = n;
  return pthread_create(&h->usher, 0, usher, h);
}
