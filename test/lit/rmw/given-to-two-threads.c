// RUN: %tocsin %s
// STD: gnu17
// An object made once and given to two threads; globals of both.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
struct stats {
  long seen, dropped;
  pthread_mutex_t mu;
  long safe;
};
static long total_bytes;
static int next_id = 1;
static int alloc_id(void) { return next_id++; } // EXPECT: lost-update
static void *worker(void *p) {
  struct stats *st = p;
  for (int i = 0; i < 1000; i++) {
    st->seen++;       // EXPECT: lost-update
    total_bytes += i; // EXPECT: lost-update
    pthread_mutex_lock(&st->mu);
    st->safe++;
    pthread_mutex_unlock(&st->mu);
    alloc_id();
  }
  return NULL;
}
int main(void) {
  struct stats *st = malloc(sizeof *st);
  st->seen = 0;
  st->safe = 0;
  pthread_mutex_init(&st->mu, NULL);
  pthread_t a, b;
  pthread_create(&a, NULL, worker, st);
  pthread_create(&b, NULL, worker, st);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  st->dropped++;
  total_bytes++;
  printf("%ld %ld\n", st->seen, total_bytes);
  free(st);
}
