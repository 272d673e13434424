// RUN: %tocsin %s
// What the thread was given is changed by it and by the one who gave it.
#include <pthread.h>

struct task {
  pthread_t thread;
  pthread_mutex_t lock;
  long lost;
  long kept;
};

static void *work(void *arg) {
  struct task *t = arg;
  t->lost++; // EXPECT: lost-update
  pthread_mutex_lock(&t->lock);
  t->kept++;
  pthread_mutex_unlock(&t->lock);
  return 0;
}

void run(struct task *t) {
  pthread_create(&t->thread, 0, work, t);
  t->lost++; // EXPECT: lost-update
  pthread_mutex_lock(&t->lock);
  t->kept++;
  pthread_mutex_unlock(&t->lock);
  pthread_join(t->thread, 0);
  t->lost++;
  t->kept++;
}
