// RUN: %tocsin %s
// Until main has installed a handler, none comes in between.
#include <signal.h>

static volatile sig_atomic_t early, late, helped;

static void onSignal(int signal) {
  (void)signal;
  early++;
  late++;
  helped++;
}

static void prepare(void) {
  helped += 2;
}

static void install(void) {
  signal(SIGUSR1, onSignal);
}

int main(void) {
  early += 2;
  prepare();
  install();
  late += 2; // EXPECT: lost-update
  return 0;
}
