// RUN: %tocsin %s
// A jump leaves the critical section and lands before the write.
#include <pthread.h>

struct pool {
  pthread_mutex_t lock;
  int used;
  int size;
};

void put(struct pool *p) {
  pthread_mutex_lock(&p->lock);
  p->used--;
  pthread_mutex_unlock(&p->lock);
}

int guilty(struct pool *p) {
  int slot;
  pthread_mutex_lock(&p->lock);
  slot = p->used;
  if (slot < p->size)
    goto out;
  pthread_mutex_unlock(&p->lock);
  return -1;
out:
  pthread_mutex_unlock(&p->lock);
  p->used = slot + 1; // EXPECT: lost-update
  return slot;
}

int corrected(struct pool *p) {
  int slot = -1;
  pthread_mutex_lock(&p->lock);
  if (p->used >= p->size)
    goto out;
  slot = p->used;
  p->used = slot + 1;
out:
  pthread_mutex_unlock(&p->lock);
  return slot;
}
