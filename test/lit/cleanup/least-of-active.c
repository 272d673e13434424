// RUN: %tocsin %s
// The least number that one of the active readers still needs is asked for by a
// helper that walks their table.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct part {
  unsigned long last_seq;
  struct part *next;
};

struct journal {
  pthread_mutex_t lock;
  struct part *first;
  unsigned long position[8];
  int active[8];
  unsigned long saved_seq, version;
};

static unsigned long least_position(const struct journal *j) {
  unsigned long least = j->saved_seq;
  for (int i = 0; i < 8; ++i)
    if (j->active[i] && j->position[i] < least)
      least = j->position[i];
  return least;
}

void guarded(struct journal *j) {
  char name[64];
  pthread_mutex_lock(&j->lock);
  unsigned long generation = least_position(j);
  while (j->first && j->first->last_seq < generation) {
    snprintf(name, sizeof name, "part.%lu", j->first->last_seq);
    unlink(name);
    j->first = j->first->next;
  }
  pthread_mutex_unlock(&j->lock);
}
