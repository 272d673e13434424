// RUN: %tocsin %s
// pthread_mutex_trylock returns zero when it has the lock.
#include <pthread.h>

struct meter {
  pthread_mutex_t lock;
  long total;
};

void reset(struct meter *m) {
  pthread_mutex_lock(&m->lock);
  m->total = 0;
  pthread_mutex_unlock(&m->lock);
}

void add(struct meter *m) {
  pthread_mutex_lock(&m->lock);
  m->total++;
  pthread_mutex_unlock(&m->lock);
}

void guilty(struct meter *m) {
  if (pthread_mutex_trylock(&m->lock)) {
    m->total++; // EXPECT: lost-update
    return;
  }
  m->total++;
  pthread_mutex_unlock(&m->lock);
}

int corrected(struct meter *m) {
  if (pthread_mutex_trylock(&m->lock) != 0)
    return 0;
  m->total++;
  pthread_mutex_unlock(&m->lock);
  return 1;
}
