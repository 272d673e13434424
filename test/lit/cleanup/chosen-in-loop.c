// RUN: %tocsin %s
// STD: gnu17
// A loop chooses one that is old, a variable keeps it; it goes later.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct film {
  struct film *next;
  int screens;
  long last_used;
  char path[64];
};
static struct film *films, *shelf[16];
static pthread_mutex_t mu;

void show(struct film *f, long now) {
  pthread_mutex_lock(&mu);
  f->screens++;
  f->last_used = now;
  pthread_mutex_unlock(&mu);
}
void end_show(struct film *f) {
  pthread_mutex_lock(&mu);
  f->screens--;
  pthread_mutex_unlock(&mu);
}

void drop_one(long now, long idle) {
  struct film *old = NULL;
  pthread_mutex_lock(&mu);
  for (struct film *f = films; f; f = f->next)
    if (f->screens == 0 && now - f->last_used > idle) {
      old = f;
      break;
    }
  pthread_mutex_unlock(&mu);
  if (!old)
    return;
  pthread_mutex_lock(&mu);
  unlink(old->path); // EXPECT: timestamp-cleanup
  pthread_mutex_unlock(&mu);
}

void drop_one_in_time(long now, long idle) {
  struct film *old = NULL;
  pthread_mutex_lock(&mu);
  for (struct film *f = films; f; f = f->next)
    if (f->screens == 0 && now - f->last_used > idle) {
      old = f;
      break;
    }
  if (old)
    unlink(old->path);
  pthread_mutex_unlock(&mu);
}

void drop_by_number(long now, long idle) {
  int at = -1;
  pthread_mutex_lock(&mu);
  for (int i = 0; i < 16; i++)
    if (now - shelf[i]->last_used > idle)
      at = i;
  if (at >= 0)
    unlink(shelf[at]->path); // EXPECT: timestamp-cleanup
  pthread_mutex_unlock(&mu);
}

void drop_unused_by_number(long now, long idle) {
  int at = -1;
  pthread_mutex_lock(&mu);
  for (int i = 0; i < 16; i++)
    if (now - shelf[i]->last_used > idle && shelf[i]->screens == 0)
      at = i;
  if (at >= 0)
    unlink(shelf[at]->path);
  pthread_mutex_unlock(&mu);
}

// Which of them was shown longest ago is no age.
void drop_last(void) {
  struct film *last = NULL;
  pthread_mutex_lock(&mu);
  for (struct film *f = films; f; f = f->next)
    if (!last || f->last_used < last->last_used)
      last = f;
  if (last)
    unlink(last->path);
  pthread_mutex_unlock(&mu);
}
