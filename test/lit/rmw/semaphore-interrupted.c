// RUN: %tocsin %s
// STD: gnu17
// A wait that only a signal cuts short has the semaphore when it goes on.
#include <errno.h>
#include <semaphore.h>

struct shop {
  sem_t bay;
  long kilos;
  long spilled;
};

static void enter(struct shop *s) {
  while (sem_wait(&s->bay) != 0 && errno == EINTR) {
  }
}

void prepare(struct shop *s) { sem_init(&s->bay, 0, 1); }

void pour(struct shop *s, long n) {
  enter(s);
  s->kilos -= n;
  sem_post(&s->bay);
}

void fill(struct shop *s, long n) {
  enter(s);
  s->kilos += n;
  sem_post(&s->bay);
}

void drain(struct shop *s) {
  int r;
  do
    r = sem_wait(&s->bay);
  while (r == -1 && errno == EINTR);
  s->kilos -= 1; // EXPECT-NOISE: lost-update
  sem_post(&s->bay);
}

void guilty(struct shop *s, long n) {
  s->kilos -= n; // EXPECT: lost-update
}
