// RUN: %tocsin %s
// Volatile keeps the compiler honest; it does not keep other threads out.
#include <pthread.h>
#include <stdatomic.h>

static volatile int lost;
static atomic_int kept;

static void *work(void *rounds) {
  for (long i = *(long *)rounds; i > 0; i--) {
    lost++; // EXPECT: lost-update
    kept++;
  }
  return 0;
}

void run(long rounds) {
  pthread_t threads[2];
  for (int i = 0; i < 2; i++)
    pthread_create(&threads[i], 0, work, &rounds);
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], 0);
}

int lostCount(void) { return lost; }
int keptCount(void) { return kept; }
