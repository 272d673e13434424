// RUN: %tocsin %s
// STD: gnu17
// Whether the clock went back is asked of a moment that was; whether a moment
// to come has passed measures a span.
#include <time.h>

struct meter {
  time_t set, due;
  int rounds;
};

void start(struct meter *m) {
  m->set = time(0);
  m->due = time(0) + 30;
}

void went_back(struct meter *m) {
  time_t now = time(0);
  if (now < m->set)
    m->rounds = 0;
}

int is_due(struct meter *m) {
  return time(0) > m->due; // EXPECT: wall-clock-interval
}
