// RUN: %tocsin %s
// One function raises and lowers the number of users, by what it is given.
#include <pthread.h>
#include <time.h>
#include <unistd.h>

struct tape {
  char path[64];
  time_t started;
  int played; // by how many
  int turns;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void play(struct tape *t, int by) {
  pthread_mutex_lock(&lock);
  t->played += by;
  pthread_mutex_unlock(&lock);
}
static void turn(struct tape *t, int by) {
  pthread_mutex_lock(&lock);
  t->turns += by;
  pthread_mutex_unlock(&lock);
}
void begin(struct tape *t) { play(t, 1); turn(t, 1); }
void end(struct tape *t) { play(t, -1); turn(t, 1); }

void drop(struct tape *t, time_t keep) {
  pthread_mutex_lock(&lock);
  if (t->played == 0 && time(NULL) - t->started > keep)
    unlink(t->path);
  pthread_mutex_unlock(&lock);
}

void dropTurned(struct tape *t, time_t keep) {
  pthread_mutex_lock(&lock);
  if (t->turns == 0 && time(NULL) - t->started > keep)
    unlink(t->path); // EXPECT: timestamp-cleanup
  pthread_mutex_unlock(&lock);
}
