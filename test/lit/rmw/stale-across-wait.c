// RUN: %tocsin %s
// The same with POSIX, and with a callee that gives the lock away for a while.
#include <pthread.h>
#include <unistd.h>

struct tank {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  long level;
  int ready;
};

void fill(struct tank *t, long n) {
  pthread_mutex_lock(&t->lock);
  t->level += n;
  t->ready = 1;
  pthread_cond_broadcast(&t->changed);
  pthread_mutex_unlock(&t->lock);
}

void guilty(struct tank *t, long n) {
  pthread_mutex_lock(&t->lock);
  long before = t->level;
  while (!t->ready)
    pthread_cond_wait(&t->changed, &t->lock);
  t->level = before - n; // EXPECT: lost-update
  pthread_mutex_unlock(&t->lock);
}

static void pauseUnlocked(struct tank *t) {
  pthread_mutex_unlock(&t->lock);
  usleep(10);
  pthread_mutex_lock(&t->lock);
}

void guiltyCallee(struct tank *t, long n) {
  pthread_mutex_lock(&t->lock);
  long before = t->level;
  pauseUnlocked(t);
  t->level = before - n; // EXPECT: lost-update
  pthread_mutex_unlock(&t->lock);
}

void corrected(struct tank *t, long n) {
  pthread_mutex_lock(&t->lock);
  while (!t->ready)
    pthread_cond_wait(&t->changed, &t->lock);
  long before = t->level;
  t->level = before - n;
  pthread_mutex_unlock(&t->lock);
}

void correctedCallee(struct tank *t, long n) {
  pthread_mutex_lock(&t->lock);
  pauseUnlocked(t);
  long before = t->level;
  t->level = before - n;
  pthread_mutex_unlock(&t->lock);
}
