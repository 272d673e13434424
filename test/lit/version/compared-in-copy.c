// RUN: %tocsin %s
// V12: the version is compared in a copy, and the copy becomes the record.
#include <pthread.h>

struct conf {
  unsigned generation;
  int limit;
};
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct conf conf;

static void snapshot(struct conf *out) {
  pthread_rwlock_rdlock(&lock);
  *out = conf;
  pthread_rwlock_unlock(&lock);
}

int guilty(unsigned seen, int limit) {
  struct conf c;
  snapshot(&c);
  if (c.generation != seen)
    return -1;
  c.limit = limit;
  c.generation++;
  pthread_rwlock_wrlock(&lock);
  conf = c; // EXPECT: unchecked-version
  pthread_rwlock_unlock(&lock);
  return 0;
}

int corrected(unsigned seen, int limit) {
  struct conf c;
  int rc = -1;
  snapshot(&c);
  c.limit = limit;
  c.generation = seen + 1;
  pthread_rwlock_wrlock(&lock);
  if (conf.generation == seen) {
    conf = c;
    rc = 0;
  }
  pthread_rwlock_unlock(&lock);
  return rc;
}
