// RUN: %tocsin %s
// A lock that is held at two of many places is there for another reason.

#include <pthread.h>

struct plan {
  pthread_mutex_t lock;
  int port, hosts, size;
};

void reload(struct plan *p, int port) {
  pthread_mutex_lock(&p->lock);
  p->port = port;
  p->size = port * 2;
  pthread_mutex_unlock(&p->lock);
}

void reset(struct plan *p, int port) {
  pthread_mutex_lock(&p->lock);
  p->port = port + 1;
  p->size = port;
  pthread_mutex_unlock(&p->lock);
}

int sizeOf(struct plan *p) {
  pthread_mutex_lock(&p->lock);
  int n = p->size;
  pthread_mutex_unlock(&p->lock);
  return n;
}

void first(struct plan *p) {
  if (p->port > 10)
    p->hosts = 1;
}
void second(struct plan *p) {
  if (p->port > 20)
    p->hosts = 2;
}
void third(struct plan *p) {
  if (p->port > 30)
    p->hosts = p->port;
}

void parse(struct plan *p, int port) {
  p->port = port;
  p->size = port; // EXPECT: lost-update
}
