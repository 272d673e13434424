// RUN: %tocsin %s
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int ready(void);

int waitReady(int seconds) {
  time_t start = time(NULL);
  while (!ready()) {
    if (time(NULL) - start > seconds) // EXPECT: wall-clock-interval
      return -1;
    usleep(1000);
  }
  return 0;
}

int waitReadyMonotonic(int seconds) {
  struct timespec start, now;
  clock_gettime(CLOCK_MONOTONIC, &start);
  while (!ready()) {
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - start.tv_sec > seconds)
      return -1;
    usleep(1000);
  }
  return 0;
}

struct lease {
  time_t taken;
  time_t logged;
};
void take(struct lease *l) { l->taken = time(NULL); }
int expired(struct lease *l, int ttl) {
  if (time(NULL) - l->taken > ttl) // EXPECT: wall-clock-interval
    return 1;
  return 0;
}

// A time that is shown is one of the calendar.
void note(struct lease *l, FILE *f) {
  l->logged = time(NULL);
  fprintf(f, "%ld\n", (long)l->logged);
}
int loggedLongAgo(struct lease *l) {
  if (time(NULL) - l->logged > 60)
    return 1;
  return 0;
}

// From a file's time.
int old(struct lease *l, time_t mtime) {
  if (time(NULL) - mtime > 60)
    return 1;
  return 0;
}

// A reading that the clock itself writes into its place is shown to nobody.
struct child {
  struct timeval started;
};
static struct child children[8];
void start(int i) {
  struct child *c = &children[i];
  gettimeofday(&c->started, NULL);
}
int overdue(int i) {
  struct timeval now;
  gettimeofday(&now, NULL);
  struct child *c = &children[i];
  if (now.tv_sec - c->started.tv_sec > 60) // EXPECT: wall-clock-interval
    return 1;
  return 0;
}

// The reading is taken off again: the clock has no part in what is left.
int soon(const struct timespec *until) {
  struct timespec up;
  clock_gettime(CLOCK_MONOTONIC, &up);
  time_t today = time(NULL);
  time_t at = today + (until->tv_sec - up.tv_sec);
  return at - today < 60;
}

int soonByTheClock(int (*step)(void)) {
  time_t at = time(NULL) + 20;
  while (step())
    if (at - time(NULL) < 5) // EXPECT: wall-clock-interval
      return 1;
  return 0;
}
