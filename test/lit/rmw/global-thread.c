// RUN: %tocsin %s
// A global that the function of several threads changes, no lock anywhere.
#include <pthread.h>

static long lost;
static long kept;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *guilty(void *rounds) {
  for (long i = *(long *)rounds; i > 0; i--)
    lost++; // EXPECT: lost-update
  return 0;
}

static void *corrected(void *rounds) {
  for (long i = *(long *)rounds; i > 0; i--) {
    pthread_mutex_lock(&lock);
    kept++;
    pthread_mutex_unlock(&lock);
  }
  return 0;
}

long run(void *(*work)(void *), long rounds, const long *result) {
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&threads[i], 0, work, &rounds);
  for (int i = 0; i < 4; i++)
    pthread_join(threads[i], 0);
  return *result;
}

long runGuilty(long rounds) { return run(guilty, rounds, &lost); }
long runCorrected(long rounds) { return run(corrected, rounds, &kept); }
