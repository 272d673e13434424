// RUN: %tocsin %s
// STD: gnu17
// The caller's lock: given back for a while on one way only, or for good.
#include <pthread.h>
#include <unistd.h>
struct kiln {
  pthread_mutex_t mu;
  int cones;
  int fired;
  int slow;
  long heat;
};
static void soak(struct kiln *k) {
  for (int i = 0; i < 3; i++)
    if (k->slow) {
      pthread_mutex_unlock(&k->mu);
      usleep(10);
      pthread_mutex_lock(&k->mu);
    }
}
void fire(struct kiln *k) {
  pthread_mutex_lock(&k->mu);
  soak(k);
  k->cones += 1;
  pthread_mutex_unlock(&k->mu);
}
void fireStale(struct kiln *k) {
  pthread_mutex_lock(&k->mu);
  int cones = k->cones;
  soak(k);
  k->cones = cones + 1; // EXPECT: lost-update
  pthread_mutex_unlock(&k->mu);
}
// Returns with the lock, for finish() to give back.
static int begin(struct kiln *k) {
  pthread_mutex_lock(&k->mu);
  if (k->slow) {
    pthread_mutex_unlock(&k->mu);
    return -1;
  }
  return 0;
}
void finish(struct kiln *k) {
  k->fired++;
  k->heat += 5;
  pthread_mutex_unlock(&k->mu);
}
void finishLate(struct kiln *k) {
  k->fired++;
  pthread_mutex_unlock(&k->mu);
  k->heat += 5; // EXPECT: lost-update
}
// Gives back what was taken, if it was.
void settle(struct kiln *k, int taken) {
  k->slow++; // EXPECT: lost-update
  if (taken)
    pthread_mutex_unlock(&k->mu);
}
static void *stoker(void *arg) {
  struct kiln *k = arg;
  fire(k);
  fireStale(k);
  if (begin(k) == 0)
    finish(k);
  if (begin(k) == 0)
    finishLate(k);
  settle(k, 0);
  pthread_mutex_lock(&k->mu);
  k->heat--;
  k->fired = 0;
  pthread_mutex_unlock(&k->mu);
  return 0;
}
int main(void) {
  static struct kiln k;
  pthread_t t[2];
  pthread_mutex_init(&k.mu, 0);
  for (int i = 0; i < 2; i++)
    pthread_create(&t[i], 0, stoker, &k);
  for (int i = 0; i < 2; i++)
    pthread_join(t[i], 0);
}
