// RUN: %tocsin %s
// A short critical section of main, the last thing it does before it waits, is
// not a lock that it holds in a loop.
#include <pthread.h>

static pthread_mutex_t Mu = PTHREAD_MUTEX_INITIALIZER;
static long Total, Seen;

static void add(long N) { Total += N; }

static void *work(void *Arg) {
  pthread_mutex_lock(&Mu);
  add(1);
  Seen++;
  pthread_mutex_unlock(&Mu);
  return Arg;
}

void onRequest(long N) {
  Seen += N; // EXPECT: lost-update
}

void onRequestCorrected(long N) {
  pthread_mutex_lock(&Mu);
  Seen += N;
  pthread_mutex_unlock(&Mu);
}

int main(void) {
  pthread_t T;
  pthread_create(&T, 0, work, 0);
  onRequest(3);
  onRequestCorrected(4);
  pthread_mutex_lock(&Mu);
  add(2);
  pthread_mutex_unlock(&Mu);
  pthread_join(T, 0);
  return 0;
}
