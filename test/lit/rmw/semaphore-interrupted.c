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
  s->kilos -= 1;
  sem_post(&s->bay);
}

// What else is asked beside the result says nothing of the error.
int guiltyTries(struct shop *s, int tries) {
  if (sem_wait(&s->bay) != 0 && tries > 3) {
    s->spilled++; // EXPECT: lost-update
    return -1;
  }
  sem_post(&s->bay);
  return 0;
}

void spill(struct shop *s) {
  enter(s);
  s->spilled += 2;
  sem_post(&s->bay);
}

void mop(struct shop *s) {
  enter(s);
  s->spilled -= 1;
  sem_post(&s->bay);
}

void guilty(struct shop *s, long n) {
  s->kilos -= n; // EXPECT: lost-update
}
