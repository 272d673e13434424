// RUN: %tocsin %s
// The lock is of another object, and the function that counts holds it before
// and after.

#include <pthread.h>
#include <stdio.h>

struct peer {
  unsigned failures, hits;
};

struct group {
  pthread_mutex_t lock;
  struct peer peers[8];
  unsigned most, down;
};

void done(struct group *g, struct peer *p, int error) {
  pthread_mutex_lock(&g->lock);
  if (error == 0) {
    p->failures = 0;
    pthread_mutex_unlock(&g->lock);
    return;
  }
  pthread_mutex_unlock(&g->lock);
  printf("error %d\n", error);
  p->failures++; // EXPECT: lost-update
  pthread_mutex_lock(&g->lock);
  if (p->failures >= g->most)
    g->down++;
  pthread_mutex_unlock(&g->lock);
}

void corrected(struct group *g, struct peer *p, int hit) {
  pthread_mutex_lock(&g->lock);
  if (hit)
    p->hits++;
  pthread_mutex_unlock(&g->lock);
  printf("hit %d\n", hit);
  pthread_mutex_lock(&g->lock);
  if (p->hits >= g->most)
    g->down++;
  pthread_mutex_unlock(&g->lock);
}
