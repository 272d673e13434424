// RUN: %tocsin %s
// Set up before the first thread starts, read after the last was joined.
#include <pthread.h>
#include <stdlib.h>

struct pool {
  pthread_mutex_t lock;
  int size;
  int used;
};
static struct pool *shared;
static int started;

static void *work(void *arg) {
  struct pool *p = arg;
  pthread_mutex_lock(&p->lock);
  p->used++;
  p->size++;
  pthread_mutex_unlock(&p->lock);
  return 0;
}

struct pool *makePool(int n) {
  struct pool *p = calloc(1, sizeof *p);
  if (!p)
    return 0;
  pthread_mutex_init(&p->lock, 0);
  for (int i = 0; i < n; i++)
    p->size++;
  return p;
}

int main(void) {
  pthread_t threads[2];
  if (!shared)
    shared = makePool(2);
  started++;
  for (int i = 0; i < 2; i++)
    pthread_create(&threads[i], 0, work, shared);
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], 0);
  shared->used--;
  started--;
  return shared->used;
}
