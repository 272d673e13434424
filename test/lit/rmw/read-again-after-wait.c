// RUN: %tocsin %s
// What a wait has made stale is read again before it is used.
#include <pthread.h>

struct tray {
  pthread_mutex_t lock;
  pthread_cond_t filled;
  int paper, used;
};

void guilty(struct tray *t, int n) {
  pthread_mutex_lock(&t->lock);
  int had = t->paper;
  while (t->used > 3)
    pthread_cond_wait(&t->filled, &t->lock);
  t->paper = had - n; // EXPECT: lost-update
  pthread_mutex_unlock(&t->lock);
}

void corrected(struct tray *t, int n) {
  pthread_mutex_lock(&t->lock);
  int had = t->paper;
  while (had < n) {
    pthread_cond_wait(&t->filled, &t->lock);
    had = t->paper;
  }
  t->paper = had - n;
  pthread_mutex_unlock(&t->lock);
}

void refill(struct tray *t, int n) {
  pthread_mutex_lock(&t->lock);
  t->paper += n;
  t->used = 0;
  pthread_cond_broadcast(&t->filled);
  pthread_mutex_unlock(&t->lock);
}
