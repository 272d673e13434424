// RUN: %tocsin %s
// A table built on first use; pthread_once is there for this.
#include <pthread.h>
#include <stdlib.h>

static int *lost;
static int *kept;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void build(void) { kept = calloc(256, sizeof *kept); }

static int guilty(unsigned char c) {
  if (!lost)
    lost = calloc(256, sizeof *lost); // EXPECT: check-then-act
  return lost[c];
}

static int corrected(unsigned char c) {
  pthread_once(&once, build);
  return kept[c];
}

static void *work(void *text) {
  long sum = 0;
  for (const char *c = text; *c; c++)
    sum += guilty(*c) + corrected(*c);
  return (void *)sum;
}

void run(char *a, char *b) {
  pthread_t first, second;
  pthread_create(&first, 0, work, a);
  pthread_create(&second, 0, work, b);
  pthread_join(first, 0);
  pthread_join(second, 0);
}
