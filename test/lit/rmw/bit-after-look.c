// RUN: %tocsin %s
// A bit that is taken off under the lock, whatever was seen before it, is taken
// off once; a number that was looked at before the lock is too old.

#include <pthread.h>

struct queue {
  pthread_mutex_t lock;
  unsigned waiting;
  int room;
};

void wake(struct queue *q, unsigned who) {
  pthread_mutex_lock(&q->lock);
  q->waiting |= who;
  q->room++;
  pthread_mutex_unlock(&q->lock);
}

void corrected(struct queue *q, unsigned who) {
  if (q->waiting & who) {
    pthread_mutex_lock(&q->lock);
    q->waiting &= ~who;
    pthread_mutex_unlock(&q->lock);
  }
}

void guilty(struct queue *q) {
  if (q->room > 0) {
    pthread_mutex_lock(&q->lock);
    q->room--; // EXPECT: check-then-act
    pthread_mutex_unlock(&q->lock);
  }
}
