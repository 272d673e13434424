// RUN: %tocsin %s
// Looked at without the lock, looked at again with it: who takes out what is
// there needs no more; who makes it shows it half made.

#include <pthread.h>
#include <stdlib.h>

struct part {
  struct part *next;
  int size;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct part *spare, *only;

void put(struct part *p) {
  pthread_mutex_lock(&lock);
  p->next = spare;
  spare = p;
  pthread_mutex_unlock(&lock);
}

struct part *corrected(void) {
  struct part *p = 0;
  if (spare) {
    pthread_mutex_lock(&lock);
    p = spare;
    if (p)
      spare = p->next;
    pthread_mutex_unlock(&lock);
  }
  return p;
}

struct part *guilty(void) {
  if (!only) {
    pthread_mutex_lock(&lock);
    if (!only)
      only = calloc(1, sizeof *only); // EXPECT: check-then-act
    pthread_mutex_unlock(&lock);
  }
  return only;
}
