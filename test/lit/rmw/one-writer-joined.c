// RUN: %tocsin %s
// STD: gnu17
// A load and a store are enough where one thread writes; that somebody waits
// for its end makes no second writer of him.
#include <stdatomic.h>
#include <threads.h>

static _Atomic long frames;
static _Atomic long drops;

static int only(void *arg) {
  for (int i = 0; i < 1000; i++)
    atomic_store(&frames, atomic_load(&frames) + 1);
  return 0;
}

static int guilty(void *arg) {
  for (int i = 0; i < 1000; i++)
    atomic_store(&drops, atomic_load(&drops) + 1); // EXPECT: split-atomic
  return 0;
}

int main(void) {
  thrd_t a, b, c;
  thrd_create(&a, only, 0);
  thrd_create(&b, guilty, 0);
  thrd_create(&c, guilty, 0);
  thrd_join(a, 0);
  thrd_join(b, 0);
  thrd_join(c, 0);
  return atomic_load(&frames) + atomic_load(&drops) > 0;
}
