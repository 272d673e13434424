// RUN: %tocsin %s
// A process that was started here and runs for too long.
#include <signal.h>
#include <time.h>
#include <unistd.h>

struct job {
  pid_t pid;
  time_t started;
};

void start(struct job *j) {
  j->pid = fork();
  j->started = time(NULL);
}

void watch(struct job *j, time_t limit, time_t now) {
  if (now - j->started > limit)
    kill(j->pid, SIGKILL);
}
