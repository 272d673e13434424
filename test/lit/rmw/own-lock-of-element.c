// RUN: %tocsin %s
// STD: gnu17
// Each buoy has a lock; the sweep over all of them holds only its own.
#include <pthread.h>
#include <unistd.h>
#define N 4
struct buoy {
  pthread_mutex_t mu;
  long waves, gusts, tides, faults, resets;
};
static struct buoy buoys[N];
static pthread_mutex_t sweepMu = PTHREAD_MUTEX_INITIALIZER;
static long sweeps;
static void wave(struct buoy *b) {
  pthread_mutex_lock(&b->mu);
  b->waves++;
  b->gusts += 2;
  b->tides++;
  pthread_mutex_unlock(&b->mu);
}
static void fault(struct buoy *b) {
  pthread_mutex_lock(&b->mu);
  b->faults++;
  b->resets++;
  pthread_mutex_unlock(&b->mu);
}
static void sweep(void) {
  pthread_mutex_lock(&sweepMu);
  sweeps++;
  for (int i = 0; i < N; i++) {
    struct buoy *b = &buoys[i];
    b->faults += 1; // EXPECT: lost-update
    pthread_mutex_lock(&b->mu);
    b->resets += 1;
    pthread_mutex_unlock(&b->mu);
  }
  pthread_mutex_unlock(&sweepMu);
}
static void *sweeper(void *arg) {
  (void)arg;
  for (;; usleep(10))
    sweep();
}
static void *sea(void *arg) {
  for (;;) {
    wave(arg);
    fault(arg);
  }
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, sweeper, 0);
  for (int i = 0; i < N; i++) {
    pthread_mutex_init(&buoys[i].mu, 0);
    pthread_create(&t, 0, sea, &buoys[i]);
  }
  pause();
}
