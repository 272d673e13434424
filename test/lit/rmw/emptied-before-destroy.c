// RUN: %tocsin %s
// STD: gnu17
// Emptied by a helper before the lock and the object go; or while in use.
#include <pthread.h>
#include <stdlib.h>
struct crumb {
  struct crumb *next;
};
struct tray {
  pthread_mutex_t mu;
  struct crumb *list;
  int count;
};
static void shakeNoLock(struct tray *t) {
  while (t->list) {
    struct crumb *c = t->list;
    t->list = c->next;
    t->count--;
    free(c);
  }
}
static void shake(struct tray *t) {
  pthread_mutex_lock(&t->mu);
  shakeNoLock(t);
  pthread_mutex_unlock(&t->mu);
}
void drop(struct tray *t, struct crumb *c) {
  pthread_mutex_lock(&t->mu);
  c->next = t->list;
  t->list = c;
  t->count++;
  pthread_mutex_unlock(&t->mu);
}
static void sweepNoLock(struct tray *t) { t->count -= 2; }
void sweep(struct tray *t) {
  pthread_mutex_lock(&t->mu);
  sweepNoLock(t);
  pthread_mutex_unlock(&t->mu);
}
void sweepInUse(struct tray *t) {
  sweepNoLock(t); // EXPECT: lost-update
}
void putAway(struct tray *t) {
  shake(t);
  shakeNoLock(t);
  pthread_mutex_destroy(&t->mu);
  free(t);
}
