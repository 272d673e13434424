// RUN: %tocsin %s
// STD: gnu17
// A barrier tells one of those who come through that it is the one.
#include <pthread.h>

static pthread_barrier_t phase;
static unsigned steps, turns, passed, carried;

static void closeStep(void) { steps++; }

static void *body(void *arg) {
  for (int i = 0; i < 9; i++) {
    if (pthread_barrier_wait(&phase) == PTHREAD_BARRIER_SERIAL_THREAD)
      closeStep();
    pthread_barrier_wait(&phase);
    passed++; // EXPECT: lost-update
    if (pthread_barrier_wait(&phase) != PTHREAD_BARRIER_SERIAL_THREAD)
      turns++; // EXPECT: lost-update
    int rc = pthread_barrier_wait(&phase);
    if (rc == PTHREAD_BARRIER_SERIAL_THREAD) {
      unsigned was = carried;
      pthread_barrier_wait(&phase);
      carried = was + 1; // EXPECT: lost-update
    } else {
      pthread_barrier_wait(&phase);
    }
  }
  return arg;
}

int main(void) {
  pthread_t t[4];
  pthread_barrier_init(&phase, 0, 4);
  for (int i = 0; i < 4; i++)
    pthread_create(&t[i], 0, body, 0);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
  return 0;
}
