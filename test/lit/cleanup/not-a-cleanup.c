// RUN: %tocsin %s
// Times that decide nothing of the kind.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct item {
  struct item *next;
  char path[64];
  time_t created;
  int stale;
};

// Counted, marked, told.
int count(struct item *list, time_t cutoff) {
  int n = 0;
  for (struct item *i = list; i; i = i->next)
    if (i->created < cutoff) {
      i->stale = 1;
      printf("%s is old\n", i->path);
      ++n;
    }
  return n;
}

// The cleaner's own schedule.
struct manager {
  time_t last_sweep;
  struct item *items;
};
void tick(struct manager *m, time_t now) {
  if (now - m->last_sweep < 60)
    return;
  m->last_sweep = now;
  while (m->items) {
    struct item *i = m->items;
    m->items = i->next;
    unlink(i->path);
    free(i);
  }
}

// What is too new goes.
void rollback(struct item *list, time_t since) {
  for (struct item *i = list; i; i = i->next)
    if (i->created > since)
      unlink(i->path);
}

// Whether there is a time at all.
void unset(struct item *i) {
  if (i->created > 0)
    unlink(i->path);
}

// The time of something else.
void other(struct item *i, struct item *reference, time_t cutoff) {
  if (reference->created < cutoff)
    unlink(i->path);
}
