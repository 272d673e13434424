// RUN: %tocsin %s
// A library that is given a function knows nothing of the locks of the program;
// one that is given it under the lock may call it at once.
#include <pthread.h>

struct stats {
  pthread_mutex_t mu;
  long hits, misses, bytes, walked;
};
void on_readable(void (*call)(void *), void *with);
void for_each(void (*call)(void *), void *with);

void hit(struct stats *s) {
  pthread_mutex_lock(&s->mu);
  s->hits++;
  s->bytes += 3;
  s->walked = 0;
  pthread_mutex_unlock(&s->mu);
}
void miss(struct stats *s) {
  pthread_mutex_lock(&s->mu);
  s->misses++;
  s->bytes += 1;
  pthread_mutex_unlock(&s->mu);
}
long sum(struct stats *s) {
  pthread_mutex_lock(&s->mu);
  long n = s->hits + s->misses + s->bytes + s->walked;
  pthread_mutex_unlock(&s->mu);
  return n;
}

static void readable(void *arg) {
  struct stats *s = arg;
  s->bytes += 7; // EXPECT: lost-update
}
static void readable_locked(void *arg) {
  struct stats *s = arg;
  pthread_mutex_lock(&s->mu);
  s->hits++;
  pthread_mutex_unlock(&s->mu);
}
static void one(void *arg) {
  struct stats *s = arg;
  s->walked++;
}

void start(struct stats *s) {
  on_readable(readable, s);
  on_readable(readable_locked, s);
}
void walk(struct stats *s) {
  pthread_mutex_lock(&s->mu);
  for_each(one, s);
  pthread_mutex_unlock(&s->mu);
}
