// RUN: %tocsin %s
// STD: gnu17
// A number of seconds that says how long is no sign of use; one that users
// raise is.
#include <pthread.h>
#include <time.h>
#include <unistd.h>

struct peer {
  int fd;
  int hold;  // seconds; 0: for ever
  int using; // threads
  long last_seen;
};
static pthread_mutex_t mu;

void hear(struct peer *p, long now) {
  pthread_mutex_lock(&mu);
  p->last_seen = now;
  pthread_mutex_unlock(&mu);
}
void use(struct peer *p) {
  pthread_mutex_lock(&mu);
  p->using++;
  pthread_mutex_unlock(&mu);
}
void unuse(struct peer *p) {
  pthread_mutex_lock(&mu);
  p->using--;
  pthread_mutex_unlock(&mu);
}

void drop_silent(struct peer *p, long now) {
  pthread_mutex_lock(&mu);
  if (p->hold != 0 && now - p->last_seen > p->hold)
    close(p->fd); // EXPECT: timestamp-cleanup
  pthread_mutex_unlock(&mu);
}

void drop_unused(struct peer *p, long now) {
  pthread_mutex_lock(&mu);
  if (p->hold != 0 && now - p->last_seen > p->hold && p->using == 0)
    close(p->fd);
  pthread_mutex_unlock(&mu);
}
