// RUN: %tocsin %s
// An argument says whether the lock is to be taken: without, the caller has it.
#include <pthread.h>

static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static long count, spilled;

static void add(long n, int need_lock) {
  if (need_lock)
    pthread_mutex_lock(&mu);
  count += n;
  if (0 != need_lock)
    pthread_mutex_unlock(&mu);
}

static void spill(long n, int urgent) {
  if (urgent)
    pthread_mutex_lock(&mu);
  spilled += n; // EXPECT: lost-update
  if (urgent)
    pthread_mutex_unlock(&mu);
}

static void *run(void *p) {
  add(1, 1);
  pthread_mutex_lock(&mu);
  count--;
  spilled--;
  spilled -= count;
  pthread_mutex_unlock(&mu);
  spill(1, 0);
  spill(1, p != 0);
  return p;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, run, 0);
  pthread_create(&b, 0, run, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
