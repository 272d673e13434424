// RUN: %tocsin %s
// Inner loops that hand what they leave to the next turn of the outer one.
#include <pthread.h>
#include <stdlib.h>

struct crate {
  struct crate *below;
  long weight;
};
struct dock {
  pthread_mutex_t gate;
  struct crate *top;
  long load;
};

void stack(struct dock *d, struct crate *c) {
  pthread_mutex_lock(&d->gate);
  c->below = d->top;
  d->top = c;
  d->load += c->weight;
  pthread_mutex_unlock(&d->gate);
}

static struct crate *take(struct dock *d) {
  struct crate *all = NULL, *c;
  while ((c = d->top) != NULL) {
    d->top = c->below;
    c->below = all;
    all = c;
  }
  return all;
}

static void *clear(void *arg) {
  struct dock *d = arg;
  for (;;) {
    struct crate *all, *c;
    long gone = 0;
    pthread_mutex_lock(&d->gate);
    all = take(d);
    pthread_mutex_unlock(&d->gate);
    while ((c = all) != NULL) {
      all = c->below;
      gone += c->weight;
      free(c);
    }
    d->load -= gone; // EXPECT: lost-update
  }
  return NULL;
}

static void *clearLocked(void *arg) {
  struct dock *d = arg;
  for (;;) {
    struct crate *all, *c;
    long gone = 0;
    pthread_mutex_lock(&d->gate);
    all = take(d);
    pthread_mutex_unlock(&d->gate);
    while ((c = all) != NULL) {
      all = c->below;
      gone += c->weight;
      free(c);
    }
    pthread_mutex_lock(&d->gate);
    d->load -= gone;
    pthread_mutex_unlock(&d->gate);
  }
  return NULL;
}

int open(struct dock *d, int locked) {
  pthread_t t;
  return pthread_create(&t, NULL, locked ? clearLocked : clear, d);
}
