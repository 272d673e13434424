// RUN: %tocsin %s
// Tried, and waited for if it was busy: held either way.
#include <errno.h>
#include <pthread.h>

struct cache {
  pthread_mutex_t mtx;
  long lookups, contended, nblk;
};

void look(struct cache *c) {
  if (pthread_mutex_trylock(&c->mtx) == EBUSY) {
    c->contended++; // EXPECT: lost-update
    pthread_mutex_lock(&c->mtx);
  }
  c->lookups++;
  pthread_mutex_unlock(&c->mtx);
}
void look_counted(struct cache *c) {
  int busy = pthread_mutex_trylock(&c->mtx) == EBUSY;
  if (busy)
    pthread_mutex_lock(&c->mtx);
  c->lookups++;
  c->contended += busy;
  pthread_mutex_unlock(&c->mtx);
}
void age(struct cache *c) {
  pthread_mutex_lock(&c->mtx);
  c->lookups >>= 1;
  c->contended >>= 1;
  c->nblk--;
  pthread_mutex_unlock(&c->mtx);
}
