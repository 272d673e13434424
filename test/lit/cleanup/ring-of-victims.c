// RUN: %tocsin %s
// One thread judges and puts numbers into a ring, another destroys.
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct reel {
  unsigned id;
  time_t stored;
  int readers;
};

struct ring {
  pthread_mutex_t m;
  unsigned ids[64], head, tail;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct reel reels[256];
static struct ring due = {.m = PTHREAD_MUTEX_INITIALIZER};

static void put(struct ring *r, unsigned id) {
  pthread_mutex_lock(&r->m);
  r->ids[r->tail++ % 64] = id;
  pthread_mutex_unlock(&r->m);
}

static unsigned get(struct ring *r) {
  pthread_mutex_lock(&r->m);
  unsigned id = r->ids[r->head++ % 64];
  pthread_mutex_unlock(&r->m);
  return id;
}

void use(unsigned id) {
  pthread_mutex_lock(&lock);
  reels[id].readers++;
  pthread_mutex_unlock(&lock);
}
void leave(unsigned id) {
  pthread_mutex_lock(&lock);
  reels[id].readers--;
  pthread_mutex_unlock(&lock);
}

void judge(time_t keep) {
  time_t now = time(NULL);
  pthread_mutex_lock(&lock);
  for (int i = 0; i < 256; i++)
    if (now - reels[i].stored > keep)
      put(&due, reels[i].id);
  pthread_mutex_unlock(&lock);
}

void destroy(void) {
  char path[64];
  unsigned id = get(&due);
  snprintf(path, sizeof path, "reel.%u", id);
  unlink(path); // EXPECT: timestamp-cleanup
}

void destroyUnread(void) {
  char path[64];
  unsigned id = get(&due);
  pthread_mutex_lock(&lock);
  if (reels[id].readers == 0) {
    snprintf(path, sizeof path, "reel.%u", id);
    unlink(path);
  }
  pthread_mutex_unlock(&lock);
}
