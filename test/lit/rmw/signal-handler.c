// RUN: %tocsin %s
// The handler can run between the read and the write of the program's update.
#include <signal.h>

static volatile sig_atomic_t lost;
static volatile sig_atomic_t kept;

static void onSignal(int signal) {
  (void)signal;
  lost++;
  kept++;
}

void install(void) {
  struct sigaction action = {0};
  action.sa_handler = onSignal;
  sigaction(SIGUSR1, &action, 0);
}

void guilty(void) {
  lost--; // EXPECT: lost-update
}

void corrected(void) {
  sigset_t block, before;
  sigemptyset(&block);
  sigaddset(&block, SIGUSR1);
  sigprocmask(SIG_BLOCK, &block, &before);
  kept--;
  sigprocmask(SIG_SETMASK, &before, 0);
}
