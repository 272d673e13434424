// RUN: %tocsin %s
// A plain integer is a time if a reading of a clock is stored in it.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

struct frame {
  struct frame *next;
  int64_t rendered;
  int64_t weight;
  int readers;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct frame *frames;

static int64_t millis(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void stamp(struct frame *f, int64_t when) { f->rendered = when; }

struct frame *get(void) {
  pthread_mutex_lock(&lock);
  struct frame *f = frames;
  if (f) {
    stamp(f, millis());
    f->weight = 1;
    f->readers++;
  }
  pthread_mutex_unlock(&lock);
  return f;
}

void trim(int64_t keep) {
  pthread_mutex_lock(&lock);
  for (struct frame **p = &frames, *f; (f = *p);) {
    if (millis() - f->rendered > keep) {
      *p = f->next;
      free(f); // EXPECT: timestamp-cleanup
    } else {
      p = &f->next;
    }
  }
  pthread_mutex_unlock(&lock);
}

void trimUnread(int64_t keep) {
  pthread_mutex_lock(&lock);
  for (struct frame **p = &frames, *f; (f = *p);) {
    if (millis() - f->rendered > keep && f->readers == 0) {
      *p = f->next;
      free(f);
    } else {
      p = &f->next;
    }
  }
  pthread_mutex_unlock(&lock);
}

// What is no time is none.
void trimHeavy(int64_t most) {
  pthread_mutex_lock(&lock);
  for (struct frame **p = &frames, *f; (f = *p);) {
    if (f->weight < most) {
      *p = f->next;
      free(f);
    } else {
      p = &f->next;
    }
  }
  pthread_mutex_unlock(&lock);
}
