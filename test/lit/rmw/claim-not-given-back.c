// RUN: %tocsin %s
// A bit that one of them sets, and nobody takes off, decides who goes on; what
// is done then is not under it as under a lock.

struct job {
  unsigned state;
  int place;
};

#define QUEUED 1u

static void enqueue(struct job *j, int place) { j->place = place; }

void wake(struct job *j) {
  unsigned s = __atomic_load_n(&j->state, __ATOMIC_RELAXED);
  do {
    if (s & QUEUED)
      return;
  } while (!__atomic_compare_exchange_n(&j->state, &s, s | QUEUED, 0,
                                        __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
  enqueue(j, 1);
}

void wakeLater(struct job *j) {
  unsigned s = __atomic_load_n(&j->state, __ATOMIC_RELAXED);
  do {
    if (s & QUEUED)
      return;
  } while (!__atomic_compare_exchange_n(&j->state, &s, s | QUEUED, 0,
                                        __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
  enqueue(j, 2);
}

void corrected(struct job *j) { enqueue(j, 3); }

struct gate {
  unsigned taken;
  int place;
};

static void move(struct gate *g, int place) { g->place += place; }

void moveUp(struct gate *g) {
  while (__atomic_exchange_n(&g->taken, 1, __ATOMIC_ACQUIRE))
    ;
  move(g, 1);
  __atomic_store_n(&g->taken, 0, __ATOMIC_RELEASE);
}

void moveDown(struct gate *g) {
  while (__atomic_exchange_n(&g->taken, 1, __ATOMIC_ACQUIRE))
    ;
  move(g, -1);
  __atomic_store_n(&g->taken, 0, __ATOMIC_RELEASE);
}

void guilty(struct gate *g) {
  move(g, 3); // EXPECT: lost-update
}
