// RUN: %tocsin %s
// One global lock for all objects; a semaphore used as a lock; lock macros.
#include <pthread.h>
#include <semaphore.h>

struct item {
  long uses;
  long refs;
  long size;
};
static pthread_mutex_t all = PTHREAD_MUTEX_INITIALIZER;
static sem_t one;

#define LOCK_ALL pthread_mutex_lock(&all)
#define UNLOCK_ALL pthread_mutex_unlock(&all)

void init(void) { sem_init(&one, 0, 1); }

void use(struct item *i) {
  pthread_mutex_lock(&all);
  i->uses++;
  pthread_mutex_unlock(&all);
}

void useOther(struct item *i) {
  LOCK_ALL;
  i->uses++;
  UNLOCK_ALL;
}

void grow(struct item *i) {
  sem_wait(&one);
  i->size++;
  sem_post(&one);
}

void shrink(struct item *i) {
  sem_wait(&one);
  i->size--;
  sem_post(&one);
}

static void lockAll(void) { pthread_mutex_lock(&all); }
static void unlockAll(void) { pthread_mutex_unlock(&all); }

void take(struct item *i) {
  lockAll();
  i->refs++;
  unlockAll();
}

int drop(struct item *i) {
  lockAll();
  int last = --i->refs == 0;
  unlockAll();
  return last;
}
