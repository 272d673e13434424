// One function for the handler, one for the program, one counter.
#include "count.h"
#include <signal.h>

static volatile sig_atomic_t children;

void childEnded(int signal) {
  (void)signal;
  children--;
}

void childStarted(void) {
  children++; // EXPECT: lost-update
}
