// RUN: %tocsin %s
// A pointer is looked at without the lock that the others hold, then set.
#include <pthread.h>
#include <stdlib.h>

struct conn {
  int fd;
};
struct server {
  pthread_mutex_t lock;
  struct conn *idle;
};

void put(struct server *s, struct conn *c) {
  pthread_mutex_lock(&s->lock);
  s->idle = c;
  pthread_mutex_unlock(&s->lock);
}

struct conn *take(struct server *s) {
  pthread_mutex_lock(&s->lock);
  struct conn *c = s->idle;
  s->idle = NULL;
  pthread_mutex_unlock(&s->lock);
  return c;
}

void guilty(struct server *s) {
  if (s->idle == NULL)
    s->idle = calloc(1, sizeof *s->idle); // EXPECT: check-then-act
}

void corrected(struct server *s) {
  pthread_mutex_lock(&s->lock);
  if (s->idle == NULL)
    s->idle = calloc(1, sizeof *s->idle);
  pthread_mutex_unlock(&s->lock);
}
