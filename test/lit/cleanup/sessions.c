// RUN: %tocsin %s
// Idle connections are closed while another thread may be using them.
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct conn {
  struct conn *next;
  int fd;
  time_t last_active;
  int pending;
};

static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
static struct conn *conns;

struct conn *lookup(int fd) {
  struct conn *c;
  pthread_mutex_lock(&table);
  for (c = conns; c && c->fd != fd; c = c->next)
    ;
  pthread_mutex_unlock(&table);
  return c;
}

void reap(time_t idle) {
  time_t now = time(NULL);
  pthread_mutex_lock(&table);
  for (struct conn **p = &conns; *p;) {
    struct conn *c = *p;
    if (now - c->last_active > idle) {
      *p = c->next;
      close(c->fd);
      free(c); // EXPECT: timestamp-cleanup
    } else {
      p = &c->next;
    }
  }
  pthread_mutex_unlock(&table);
}

void reapIdle(time_t idle) {
  time_t now = time(NULL);
  pthread_mutex_lock(&table);
  for (struct conn **p = &conns; *p;) {
    struct conn *c = *p;
    if (now - c->last_active > idle && c->pending == 0) {
      *p = c->next;
      close(c->fd);
      free(c);
    } else {
      p = &c->next;
    }
  }
  pthread_mutex_unlock(&table);
}
