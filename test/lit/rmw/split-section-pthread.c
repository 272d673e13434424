// RUN: %tocsin %s
// The same with POSIX locks, and the stale value through a struct copy.
#include <pthread.h>

struct stats {
  long bytes;
  long packets;
};
struct port {
  pthread_mutex_t lock;
  struct stats stats;
};

void guilty(struct port *p, long n) {
  struct stats s;
  pthread_mutex_lock(&p->lock);
  s = p->stats;
  pthread_mutex_unlock(&p->lock);
  s.bytes += n;
  s.packets++;
  pthread_mutex_lock(&p->lock);
  p->stats = s; // EXPECT: lost-update
  pthread_mutex_unlock(&p->lock);
}

void corrected(struct port *p, long n) {
  pthread_mutex_lock(&p->lock);
  p->stats.bytes += n;
  p->stats.packets++;
  pthread_mutex_unlock(&p->lock);
}
