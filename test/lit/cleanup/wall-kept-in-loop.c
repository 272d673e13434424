// RUN: %tocsin %s
// What a turn before has put there is the very reading that it is compared with.
#include <sys/time.h>
#include <time.h>
#include <pthread.h>
#include <stdbool.h>
struct offer { int ip; struct timeval expires; };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct offer offers[8];
bool reserve(int ip) {
  struct timeval now;
  bool ok = false;
  pthread_mutex_lock(&lock);
  gettimeofday(&now, NULL);
  for (int i = 0; i < 8 && !ok; i++) {
    struct offer *o = &offers[i];
    if (o->ip != 0 && timercmp(&now, &o->expires, <)) // EXPECT: wall-clock-interval
      continue;
    o->ip = ip;
    o->expires = now;
    o->expires.tv_sec += 10;
    ok = true;
  }
  pthread_mutex_unlock(&lock);
  return ok;
}
