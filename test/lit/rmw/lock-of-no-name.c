// RUN: %tocsin %s
// STD: gnu17
// A lock that a pointer leads to, in a record that keeps nothing else, may be
// any lock of its kind: that some other is held alone says nothing.
#include <pthread.h>

struct gate {
  pthread_rwlock_t lock;
};

struct feed {
  struct gate *closing;
  struct gate *setup;
  long sent;
  long limit;
};

struct board {
  pthread_rwlock_t lock;
  long sent;
};

// Only the feed's own thread counts; the gate keeps the program from ending.
void step(struct feed *f) {
  pthread_rwlock_rdlock(&f->closing->lock);
  f->sent = f->sent + 1;
  pthread_rwlock_unlock(&f->closing->lock);
}

void reset(struct feed *f) {
  pthread_rwlock_wrlock(&f->setup->lock);
  f->sent = 0;
  f->limit = 0;
  pthread_rwlock_unlock(&f->setup->lock);
}

void post(struct board *b) {
  pthread_rwlock_rdlock(&b->lock);
  b->sent = b->sent + 1; // EXPECT: lost-update
  pthread_rwlock_unlock(&b->lock);
}

void postAlone(struct board *b) {
  pthread_rwlock_wrlock(&b->lock);
  b->sent = b->sent + 1;
  pthread_rwlock_unlock(&b->lock);
}
