// RUN: %tocsin %s
// The slowest reader decides, as a helper finds him.
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct reel { unsigned long last; time_t made_at; };
struct tape {
  pthread_mutex_t m;
  unsigned head, tail;
  struct reel reel[64];
  struct { int used; unsigned long at; } reader[8];
  unsigned long written;
  char dir[100];
};

static unsigned long oldest_needed(const struct tape *t) {
  unsigned long low = t->written;
  for (int i = 0; i < 8; i++)
    if (t->reader[i].used && t->reader[i].at < low)
      low = t->reader[i].at;
  return low;
}

void reuse(struct tape *t, time_t keep) {
  char path[200];
  time_t now = time(NULL);
  pthread_mutex_lock(&t->m);
  unsigned long low = oldest_needed(t);
  while (t->head != t->tail) {
    struct reel *r = &t->reel[t->head % 64];
    if (r->last >= low || now - r->made_at < keep)
      break;
    snprintf(path, sizeof path, "%s/%u", t->dir, t->head);
    unlink(path);
    t->head++;
  }
  pthread_mutex_unlock(&t->m);
}

void reuse_by_age(struct tape *t, time_t keep) {
  char path[200];
  time_t now = time(NULL);
  pthread_mutex_lock(&t->m);
  while (t->head != t->tail) {
    struct reel *r = &t->reel[t->head % 64];
    if (r->last >= t->written || now - r->made_at < keep)
      break;
    snprintf(path, sizeof path, "%s/%u", t->dir, t->head);
    unlink(path); // EXPECT: timestamp-cleanup
    t->head++;
  }
  pthread_mutex_unlock(&t->m);
}
