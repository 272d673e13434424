// RUN: %tocsin %s
// C11's own threads and locks.
#include <threads.h>

static mtx_t lock;
static long lost, kept, again;

static int work(void *rounds) {
  for (long i = *(long *)rounds; i > 0; i--) {
    lost++; // EXPECT: lost-update
    mtx_lock(&lock);
    kept++;
    long seen = again;
    mtx_unlock(&lock);
    mtx_lock(&lock);
    again = seen + 1; // EXPECT: lost-update
    mtx_unlock(&lock);
  }
  return 0;
}

void run(long rounds) {
  thrd_t threads[2];
  mtx_init(&lock, mtx_plain);
  for (int i = 0; i < 2; i++)
    thrd_create(&threads[i], work, &rounds);
  for (int i = 0; i < 2; i++)
    thrd_join(threads[i], 0);
}
