#include "count.h"
#include <signal.h>
#include <unistd.h>

int main(void) {
  signal(SIGCHLD, childEnded);
  for (int i = 0; i < 3; i++) {
    if (fork() == 0)
      _exit(0);
    childStarted();
  }
  return 0;
}
