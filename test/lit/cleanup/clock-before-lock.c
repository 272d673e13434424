// RUN: %tocsin %s
// A monotonic clock is overtaken while one waits for the lock.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

struct entry {
  struct entry *next;
  uint64_t filled;
  int users;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry *head;

static uint64_t ticks(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

void fill(struct entry *e) {
  pthread_mutex_lock(&lock);
  e->filled = ticks();
  e->next = head;
  head = e;
  pthread_mutex_unlock(&lock);
}

void sweep(uint64_t keep) {
  uint64_t now = ticks();
  pthread_mutex_lock(&lock);
  for (struct entry **p = &head, *e; (e = *p);) {
    if (e->users == 0 && now - e->filled > keep) { // EXPECT: unsigned-age
      *p = e->next;
      free(e);
    } else {
      p = &e->next;
    }
  }
  pthread_mutex_unlock(&lock);
}

void sweepLater(uint64_t keep) {
  pthread_mutex_lock(&lock);
  uint64_t now = ticks();
  for (struct entry **p = &head, *e; (e = *p);) {
    if (e->users == 0 && now - e->filled > keep) {
      *p = e->next;
      free(e);
    } else {
      p = &e->next;
    }
  }
  pthread_mutex_unlock(&lock);
}
