// RUN: %tocsin %s
// The only write of what others wait for is without the lock that they hold:
// who has looked and does not wait yet is not woken.
#include <pthread.h>

struct Gate {
  pthread_mutex_t mu;
  pthread_cond_t cv;
  int open, closed, waiting, through;
};

void pass(struct Gate *g) {
  pthread_mutex_lock(&g->mu);
  g->waiting++;
  while (!g->open && !g->closed)
    pthread_cond_wait(&g->cv, &g->mu);
  if (!g->open || g->closed)
    g->waiting--;
  else
    g->through++;
  pthread_mutex_unlock(&g->mu);
}

void guilty(struct Gate *g) {
  g->open = 1; // EXPECT: lost-update
  pthread_cond_broadcast(&g->cv);
}

void corrected(struct Gate *g) {
  g->closed = 1;
  pthread_mutex_lock(&g->mu);
  pthread_cond_broadcast(&g->cv);
  pthread_mutex_unlock(&g->mu);
}
