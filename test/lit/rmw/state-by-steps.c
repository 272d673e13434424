// RUN: %tocsin %s
// Two calls of one accessor rest on the same look: told once, where it writes;
// the only one of a function is told there.
#include <pthread.h>

struct conn {
  pthread_mutex_t mu;
  int state;
};
static void set_state(struct conn *c, int s) {
  pthread_mutex_lock(&c->mu);
  c->state = s; // EXPECT: check-then-act
  pthread_mutex_unlock(&c->mu);
}
static int get_state(struct conn *c) {
  pthread_mutex_lock(&c->mu);
  int s = c->state;
  pthread_mutex_unlock(&c->mu);
  return s;
}

int greet(struct conn *c, int to) {
  int s = get_state(c);
  if (s == 0)
    set_state(c, to);
  else if (s == 1)
    set_state(c, to + 1);
  return s;
}
int part(struct conn *c, int to) {
  if (get_state(c) == 2)
    set_state(c, to); // EXPECT: check-then-act
  return to;
}
