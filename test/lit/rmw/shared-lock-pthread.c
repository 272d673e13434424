// RUN: %tocsin %s
// The same with the POSIX read-write lock.
#include <pthread.h>

struct table {
  pthread_rwlock_t lock;
  long lookups;
};

void reset(struct table *t) {
  pthread_rwlock_wrlock(&t->lock);
  t->lookups = 0;
  pthread_rwlock_unlock(&t->lock);
}

void guilty(struct table *t) {
  pthread_rwlock_rdlock(&t->lock);
  t->lookups++; // EXPECT: lost-update
  pthread_rwlock_unlock(&t->lock);
}

void corrected(struct table *t) {
  pthread_rwlock_wrlock(&t->lock);
  t->lookups++;
  pthread_rwlock_unlock(&t->lock);
}
