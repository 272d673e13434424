// RUN: %tocsin %s
// One variable has the outcome of whichever attempt came last.
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

struct outbox {
  pthread_mutex_t mu;
  unsigned long queued, dropped, lost;
};

int post(struct outbox *b) {
  int rc = pthread_mutex_trylock(&b->mu);
  if (rc == EBUSY) {
    usleep(50);
    rc = pthread_mutex_trylock(&b->mu);
  }
  if (rc != 0) {
    b->dropped++; // EXPECT: lost-update
    return -1;
  }
  b->queued++;
  pthread_mutex_unlock(&b->mu);
  return 0;
}

void post_and_wait(struct outbox *b) {
  int rc = pthread_mutex_trylock(&b->mu);
  if (rc == EBUSY)
    rc = pthread_mutex_lock(&b->mu);
  if (rc)
    return;
  b->queued++;
  pthread_mutex_unlock(&b->mu);
}

void drop(struct outbox *b) {
  pthread_mutex_lock(&b->mu);
  b->dropped++;
  b->queued--;
  pthread_mutex_unlock(&b->mu);
}

unsigned long counts(struct outbox *b) {
  pthread_mutex_lock(&b->mu);
  unsigned long n = b->queued + b->dropped;
  pthread_mutex_unlock(&b->mu);
  return n;
}
