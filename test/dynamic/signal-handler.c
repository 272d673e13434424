#include "../lit/rmw/signal-handler.c"
#include "stress.h"
#include <unistd.h>

// A timer sends signals to the thread that counts down. The handler counts both
// variables up, so the one that the program leaves alone has the true number.
enum { DOWN = 20000 };

static void fresh(void) {
  install();
  lost = kept = 0;
}
static void work(int thread, void (*down)(void)) {
  timer_t timer;
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID,
                           .sigev_signo = SIGUSR1};
  struct itimerspec every = {{0, 20000}, {0, 20000}};
  if (thread != 0)
    return;
  event._sigev_un._tid = gettid();
  timer_create(CLOCK_MONOTONIC, &event, &timer);
  timer_settime(timer, 0, &every, 0);
  for (int i = 0; i < DOWN; i++)
    down();
  timer_delete(timer);
}
static void stepLost(int thread) { work(thread, guilty); }
static void stepKept(int thread) { work(thread, corrected); }
static int wrongLost(long n) { return lost + DOWN != kept; }
static int wrongKept(long n) { return kept + DOWN != lost; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 1, fresh, stepLost, wrongLost},
    {"corrected", KEEPS, 10, 1, fresh, stepKept, wrongKept},
};
PROVE(proofs)
