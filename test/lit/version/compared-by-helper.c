// RUN: %tocsin %s
// A helper compares the version and tells the outcome; the lock that it took is
// gone when the record is written. The field is a version because it is raised.
#include <pthread.h>
#include <string.h>

struct zone {
  unsigned serial;
  int ttl;
};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct zone zone;
int parse(const char *text);

static int matches(unsigned serial) {
  pthread_mutex_lock(&lock);
  int same = zone.serial == serial;
  pthread_mutex_unlock(&lock);
  return same;
}

int guilty(unsigned serial, const char *text) {
  if (!matches(serial))
    return -1;
  int ttl = parse(text);
  pthread_mutex_lock(&lock);
  zone.ttl = ttl; // EXPECT: unchecked-version
  zone.serial++;
  pthread_mutex_unlock(&lock);
  return 0;
}

int corrected(unsigned serial, const char *text) {
  int ttl = parse(text), rc = -1;
  pthread_mutex_lock(&lock);
  if (zone.serial == serial) {
    zone.ttl = ttl;
    zone.serial++;
    rc = 0;
  }
  pthread_mutex_unlock(&lock);
  return rc;
}

// Written because the versions differ: a refresh.
void follow(const struct zone *from) {
  pthread_mutex_lock(&lock);
  int stale = zone.serial != from->serial;
  pthread_mutex_unlock(&lock);
  if (stale) {
    pthread_mutex_lock(&lock);
    zone = *from;
    pthread_mutex_unlock(&lock);
  }
}
