// RUN: %tocsin %s
// A number that is only counted up is the program's own clock.
#include <pthread.h>
#include <stdlib.h>

struct mesh {
  struct mesh *next;
  int users;
  long last_round;
  long mark;
};

struct scene {
  pthread_mutex_t mu;
  struct mesh *all;
  long round;
};

void draw(struct scene *s, struct mesh *m) {
  pthread_mutex_lock(&s->mu);
  m->users++;
  m->last_round = s->round;
  pthread_mutex_unlock(&s->mu);
}

void drawn(struct scene *s, struct mesh *m) {
  pthread_mutex_lock(&s->mu);
  m->users--;
  pthread_mutex_unlock(&s->mu);
}

void end_round(struct scene *s) {
  pthread_mutex_lock(&s->mu);
  s->round++;
  pthread_mutex_unlock(&s->mu);
}

void drop_after_all(struct scene *s) {
  pthread_mutex_lock(&s->mu);
  for (struct mesh **at = &s->all, *m; (m = *at);) {
    if (s->round - m->last_round < 50 ||
        (m->users > 0 && s->round - m->last_round < 900)) {
      at = &m->next;
      continue;
    }
    *at = m->next;
    free(m); // EXPECT-MISS: timestamp-cleanup
  }
  pthread_mutex_unlock(&s->mu);
}

void drop_unused(struct scene *s) {
  pthread_mutex_lock(&s->mu);
  for (struct mesh **at = &s->all, *m; (m = *at);) {
    if (s->round - m->last_round < 50 || m->users > 0) {
      at = &m->next;
      continue;
    }
    *at = m->next;
    free(m);
  }
  pthread_mutex_unlock(&s->mu);
}

// What no walk has reached bears an older mark: not an age.
void reach(struct scene *s, struct mesh *m) { m->mark = s->round; }

void drop_unreached(struct scene *s) {
  pthread_mutex_lock(&s->mu);
  for (struct mesh **at = &s->all, *m; (m = *at);) {
    if (m->mark >= s->round) {
      at = &m->next;
      continue;
    }
    *at = m->next;
    free(m);
  }
  pthread_mutex_unlock(&s->mu);
}
