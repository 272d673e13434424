// RUN: %tocsin %s
// The in-use check is read under the lock that is given back before the end.
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct slot {
  pthread_mutex_t lock;
  char path[64];
  time_t created;
  int readers;
  int deleting;
};

void drop(struct slot *s, time_t ttl) {
  pthread_mutex_lock(&s->lock);
  int busy = s->readers > 0;
  pthread_mutex_unlock(&s->lock);
  if (!busy && time(NULL) - s->created > ttl)
    unlink(s->path); // EXPECT: timestamp-cleanup
}

void dropLocked(struct slot *s, time_t ttl) {
  pthread_mutex_lock(&s->lock);
  int busy = s->readers > 0;
  if (!busy && time(NULL) - s->created > ttl)
    unlink(s->path);
  pthread_mutex_unlock(&s->lock);
}

void dropMarked(struct slot *s, time_t ttl) {
  pthread_mutex_lock(&s->lock);
  if (s->readers > 0 || time(NULL) - s->created <= ttl) {
    pthread_mutex_unlock(&s->lock);
    return;
  }
  s->deleting = 1;
  pthread_mutex_unlock(&s->lock);
  unlink(s->path);
}
