// RUN: %tocsin %s
// STD: gnu17
// Connections in a list, with a count of operations in flight.
#include <pthread.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>
struct conn {
  TAILQ_ENTRY(conn) link;
  int fd;
  struct timespec last;
  int busy_ops;
};
TAILQ_HEAD(conns, conn);
static struct conns all = TAILQ_HEAD_INITIALIZER(all);
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static long ms_since(const struct timespec *a) {
  struct timespec n;
  clock_gettime(CLOCK_MONOTONIC, &n);
  return (n.tv_sec - a->tv_sec) * 1000 + (n.tv_nsec - a->tv_nsec) / 1000000;
}
void begin(struct conn *c) {
  pthread_mutex_lock(&mu);
  c->busy_ops++;
  pthread_mutex_unlock(&mu);
}
void end(struct conn *c) {
  pthread_mutex_lock(&mu);
  c->busy_ops--;
  clock_gettime(CLOCK_MONOTONIC, &c->last);
  pthread_mutex_unlock(&mu);
}
void reap(long limit) {
  struct conn *c, *t;
  pthread_mutex_lock(&mu);
  for (c = TAILQ_FIRST(&all); c; c = t) {
    t = TAILQ_NEXT(c, link);
    if (ms_since(&c->last) < limit)
      continue;
    TAILQ_REMOVE(&all, c, link);
    close(c->fd);
    free(c); // EXPECT: timestamp-cleanup
  }
  pthread_mutex_unlock(&mu);
}
void reap_idle(long limit) {
  struct conn *c, *t;
  pthread_mutex_lock(&mu);
  for (c = TAILQ_FIRST(&all); c; c = t) {
    t = TAILQ_NEXT(c, link);
    if (c->busy_ops != 0 || ms_since(&c->last) < limit)
      continue;
    TAILQ_REMOVE(&all, c, link);
    close(c->fd);
    free(c);
  }
  pthread_mutex_unlock(&mu);
}
