// A lock of one's own around that of the system.
#include "lock.h"
#include <pthread.h>

struct lock {
  pthread_mutex_t mutex;
};

void lockEnter(struct lock *l) { pthread_mutex_lock(&l->mutex); }
void lockLeave(struct lock *l) { pthread_mutex_unlock(&l->mutex); }
int lockTry(struct lock *l) { return pthread_mutex_trylock(&l->mutex) == 0; }
