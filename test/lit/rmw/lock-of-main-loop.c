// RUN: %tocsin %s
// Main takes a lock and keeps it for its loop: what the loop calls by pointer
// is under it, although no call of it says so.
#include <pthread.h>

static pthread_mutex_t Big = PTHREAD_MUTEX_INITIALIZER;
static long Offset, Lines;

static void feed(long N) { Offset += N; }

static void onReadable(long N) { feed(N); }
static void onTimer(long N) {
  feed(1);
  Lines += N;
}

static void (*const Handlers[])(long) = {onReadable, onTimer};

static void loadAtStart(void) { feed(10); }

static void *plugin(void *Arg) {
  pthread_mutex_lock(&Big);
  feed(2);
  Lines += 1;
  pthread_mutex_unlock(&Big);
  return Arg;
}

static void *impatient(void *Arg) {
  feed(3); // EXPECT: lost-update
  return Arg;
}

static void loop(int Fd) {
  for (;;)
    Handlers[Fd & 1](Fd++);
}

int main(void) {
  pthread_t T, U;
  pthread_create(&T, 0, plugin, 0);
  pthread_create(&U, 0, impatient, 0);
  pthread_mutex_lock(&Big);
  loadAtStart();
  loop(0);
}
