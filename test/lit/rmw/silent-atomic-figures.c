// RUN: %tocsin %s
// An assertion decides nothing; a step that yields the old value is a claim; a
// figure of the whole program that is read far from any step is no re-read.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int Pending, Fetching;
static atomic_long Used;

static void work(void) {
  if (atomic_load(&Pending) == 0)
    abort();
  atomic_store(&Pending, 0);
}

static int fetchOnce(void) {
  int Before = atomic_fetch_add(&Fetching, 1);
  if (Before)
    return 0;
  atomic_store(&Fetching, 1);
  return 1;
}

static int fetchLate(void) {
  if (atomic_load(&Fetching) > 3)
    return 0;
  work();
  atomic_store(&Fetching, 4); // EXPECT: split-atomic
  return 1;
}

static void countDown(long N) { atomic_fetch_sub(&Used, N); }
static void releaseOne(void) { countDown(16); }
static void release(void) { releaseOne(); }
static long used(void) { return atomic_load(&Used); }

static void shrink(void) {
  while (used() > 1000)
    release();
}

static void *run(void *Arg) {
  work();
  if (fetchOnce() || fetchLate())
    shrink();
  return Arg;
}

int main(void) {
  pthread_t T, U;
  pthread_create(&T, 0, run, 0);
  pthread_create(&U, 0, run, 0);
  pthread_join(T, 0);
  pthread_join(U, 0);
  return 0;
}
