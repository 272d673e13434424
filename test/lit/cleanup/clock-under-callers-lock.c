// RUN: %tocsin %s
// STD: gnu17
// A helper that all call under the lock reads the clock itself: nobody can set
// a later time before it compares. One that is called without the lock as well
// is overtaken.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#define TTL 60000u
struct entry {
  struct entry *next;
  int key, refs;
  uint64_t used;
};
static struct entry *head;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t ms(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}
struct entry *get(int key) {
  pthread_mutex_lock(&lock);
  struct entry *e = head;
  while (e && e->key != key)
    e = e->next;
  if (e) {
    e->refs++;
    e->used = ms();
  }
  pthread_mutex_unlock(&lock);
  return e;
}
void put(struct entry *e) {
  pthread_mutex_lock(&lock);
  e->refs--;
  e->used = ms();
  pthread_mutex_unlock(&lock);
}
static void drop_old(void) {
  for (struct entry **pp = &head, *e; (e = *pp);) {
    if (e->refs == 0 && ms() - e->used > TTL) {
      *pp = e->next;
      free(e);
    } else
      pp = &e->next;
  }
}
static void drop_idle(void) {
  for (struct entry **pp = &head, *e; (e = *pp);) {
    if (e->refs == 0 && ms() - e->used > TTL) { // EXPECT: unsigned-age
      *pp = e->next;
      free(e);
    } else {
      pp = &e->next;
    }
  }
}
void at_exit(void) { drop_idle(); }
void *reaper(void *a) {
  for (int i = 0; i < 10; i++) {
    pthread_mutex_lock(&lock);
    drop_old();
    drop_idle();
    pthread_mutex_unlock(&lock);
  }
  return a;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, reaper, NULL);
  struct entry *e = get(1);
  if (e)
    put(e);
  return pthread_join(t, NULL);
}
