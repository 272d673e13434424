// RUN: %tocsin %s
// The guard asks one, a helper has chosen another.
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct tile {
  struct tile *next;
  time_t last_used;
  int pins;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct tile *tiles;

static struct tile *oldest(void) {
  struct tile *found = tiles;
  for (struct tile *t = tiles; t; t = t->next)
    if (t->last_used < found->last_used)
      found = t;
  return found;
}

void evict(time_t now, time_t idle) {
  pthread_mutex_lock(&lock);
  struct tile *first = tiles;
  struct tile *victim = oldest();
  if (first->pins == 0 && now - victim->last_used > idle)
    free(victim); // EXPECT: timestamp-cleanup
  pthread_mutex_unlock(&lock);
}

void evictUnpinned(time_t now, time_t idle) {
  pthread_mutex_lock(&lock);
  struct tile *victim = oldest();
  if (victim->pins == 0 && now - victim->last_used > idle)
    free(victim);
  pthread_mutex_unlock(&lock);
}
