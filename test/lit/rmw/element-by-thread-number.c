// RUN: %tocsin %s
// What a thread finds under its own number it has for itself.

#include <pthread.h>

#define MOST 64

static _Thread_local unsigned self;

struct cache {
  pthread_rwlock_t lock;
  int used[MOST];
};

static struct cache shared = {PTHREAD_RWLOCK_INITIALIZER, {0}};
static unsigned slots;

void drop_all(void) {
  pthread_rwlock_wrlock(&shared.lock);
  for (int i = 0; i < MOST; ++i)
    shared.used[i] = 0;
  slots = 0;
  pthread_rwlock_unlock(&shared.lock);
}

void corrected(void) {
  pthread_rwlock_rdlock(&shared.lock);
  shared.used[self] += 1;
  pthread_rwlock_unlock(&shared.lock);
}

void guilty(void) {
  pthread_rwlock_rdlock(&shared.lock);
  slots += 1; // EXPECT: lost-update
  pthread_rwlock_unlock(&shared.lock);
}
