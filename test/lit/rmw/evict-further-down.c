// RUN: %tocsin %s
// Too much was there: callees find something to give up, each step of theirs
// under the lock. And who takes a reference has found the object under the lock
// that it still holds, in each turn.

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct entry {
  struct entry *prev;
  int refs;
  size_t size;
};

static pthread_mutex_t stats_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static size_t bytes, hits;
static struct entry *tail;

static void drop(struct entry *e) {
  pthread_mutex_lock(&stats_lock);
  bytes -= e->size;
  pthread_mutex_unlock(&stats_lock);
}

static void release(struct entry *e) {
  if (__atomic_sub_fetch(&e->refs, 1, __ATOMIC_ACQ_REL) == 0)
    free(e);
}

static int evict(int tries) {
  int n = 0;
  while (tries-- > 0) {
    struct entry *e;
    pthread_mutex_lock(&list_lock);
    for (e = tail; e; e = e->prev)
      if (__atomic_load_n(&e->refs, __ATOMIC_ACQUIRE) == 1)
        break;
    if (e) {
      __atomic_add_fetch(&e->refs, 1, __ATOMIC_RELAXED);
      tail = e->prev;
    }
    pthread_mutex_unlock(&list_lock);
    if (!e)
      break;
    drop(e);
    release(e);
    n++;
  }
  return n;
}

static void add(size_t n) {
  pthread_mutex_lock(&stats_lock);
  bytes += n;
  pthread_mutex_unlock(&stats_lock);
}

static void *sweeper(void *limit) {
  size_t now;
  pthread_mutex_lock(&stats_lock);
  now = bytes;
  pthread_mutex_unlock(&stats_lock);
  if (now > (size_t)limit)
    evict(16);
  return NULL;
}

static void *guilty(void *limit) {
  size_t now;
  pthread_mutex_lock(&stats_lock);
  now = bytes;
  pthread_mutex_unlock(&stats_lock);
  if (now < (size_t)limit)
    add(64); // EXPECT: check-then-act
  struct entry *e;
  pthread_mutex_lock(&list_lock);
  e = tail;
  pthread_mutex_unlock(&list_lock);
  if (e)
    __atomic_add_fetch(&e->refs, 1, __ATOMIC_RELAXED); // EXPECT: check-then-act
  return e;
}

int main(void) {
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&t[i], NULL, i % 2 ? sweeper : guilty, (void *)(size_t)1024);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], NULL);
  return 0;
}
