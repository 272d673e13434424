// RUN: %tocsin %s
// The version is compared under one lock, and a helper that takes none writes
// the record under the next.
#include <pthread.h>

struct dial {
  double at;
  unsigned revision;
};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct dial dials[4];
double measure(int i);

static void turn(struct dial *d, double at) {
  d->at = at;
  d->revision++;
}

int guilty(int i, unsigned seen) {
  pthread_mutex_lock(&lock);
  if (dials[i].revision != seen) {
    pthread_mutex_unlock(&lock);
    return -1;
  }
  pthread_mutex_unlock(&lock);
  double at = measure(i);
  pthread_mutex_lock(&lock);
  turn(&dials[i], at); // EXPECT: unchecked-version
  pthread_mutex_unlock(&lock);
  return 0;
}

int corrected(int i, unsigned seen) {
  int rc = -1;
  double at = measure(i);
  pthread_mutex_lock(&lock);
  if (dials[i].revision == seen) {
    turn(&dials[i], at);
    rc = 0;
  }
  pthread_mutex_unlock(&lock);
  return rc;
}

int comparedAgain(int i, unsigned seen) {
  pthread_mutex_lock(&lock);
  int same = dials[i].revision == seen;
  pthread_mutex_unlock(&lock);
  if (!same)
    return -1;
  double at = measure(i);
  pthread_mutex_lock(&lock);
  same = dials[i].revision == seen;
  if (same)
    turn(&dials[i], at);
  pthread_mutex_unlock(&lock);
  return same ? 0 : -1;
}
