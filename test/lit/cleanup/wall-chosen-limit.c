// RUN: %tocsin %s
// The limit depends on the state; the clock is the same.
#include <time.h>

struct peer {
  time_t heard;
  long up;
  int busy;
};

void hear(struct peer *p) { p->heard = time(NULL); }
int silent(const struct peer *p) {
  if (time(NULL) - p->heard > (p->busy ? 600 : 30)) // EXPECT: wall-clock-interval
    return 1;
  return 0;
}

struct line {
  time_t opened;
};
void open_line(struct line *l) { l->opened = time(NULL); }
int outlived(const struct line *l, int busy) {
  int limit = busy ? 900 : 60;
  if (time(NULL) - l->opened >= limit) // EXPECT: wall-clock-interval
    return 1;
  return 0;
}

static long ticks(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec;
}
void up(struct peer *p) { p->up = ticks(); }
int rested(const struct peer *p) {
  if (ticks() - p->up > (p->busy ? 600 : 30))
    return 1;
  return 0;
}
