// RUN: %tocsin %s
// STD: gnu17
// A search gives back what it found locked, or nothing; an argument says which
// way.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct lane {
  pthread_rwlock_t lock;
  struct lane *next;
  int id;
  int *marks;
  long cars;
};

static pthread_rwlock_t road_lock = PTHREAD_RWLOCK_INITIALIZER;
static struct lane *road;

// What cannot fail in a correct program is told, and taken as done.
#define MUST(call)                                                             \
  do {                                                                         \
    int err = (call);                                                          \
    if (err)                                                                   \
      fprintf(stderr, "%s: error %d\n", #call, err);                           \
  } while (0)

static struct lane *get_lane(int id, int alone) {
  struct lane *l;
  MUST(pthread_rwlock_rdlock(&road_lock));
  for (l = road; l && l->id != id; l = l->next)
    ;
  if (!l) {
    MUST(pthread_rwlock_unlock(&road_lock));
    return NULL;
  }
  if (alone)
    MUST(pthread_rwlock_wrlock(&l->lock));
  else
    MUST(pthread_rwlock_rdlock(&l->lock));
  MUST(pthread_rwlock_unlock(&road_lock));
  return l;
}

int mark(int id) {
  struct lane *l = get_lane(id, 1);
  if (!l)
    return -1;
  if (!l->marks)
    l->marks = calloc(8, sizeof *l->marks);
  l->cars = l->cars + 1;
  MUST(pthread_rwlock_unlock(&l->lock));
  return 0;
}

int mark_shared(int id) {
  struct lane *l = get_lane(id, 0);
  if (!l)
    return -1;
  l->cars = l->cars + 1; // EXPECT: lost-update
  MUST(pthread_rwlock_unlock(&l->lock));
  return 0;
}

long cars(int id) {
  struct lane *l = get_lane(id, 0);
  long n = 0;
  if (l) {
    n = l->cars;
    MUST(pthread_rwlock_unlock(&l->lock));
  }
  return n;
}

static void *drive(void *arg) {
  int id = *(int *)arg;
  mark(id);
  mark_shared(id);
  return (void *)cars(id);
}

int main(void) {
  pthread_t a, b;
  int ids[2] = {1, 2};
  pthread_create(&a, NULL, drive, &ids[0]);
  pthread_create(&b, NULL, drive, &ids[1]);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
}
