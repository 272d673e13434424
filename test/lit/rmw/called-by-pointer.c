// RUN: %tocsin %s
// STD: gnu17
// A helper under the lock, also for who is called by pointer, nobody can say
// with what held; and for who is called by name, without the lock.
#include <pthread.h>
struct drum {
  pthread_mutex_t mu;
  long beats, rolls;
};
static void beat(struct drum *d) { d->beats++; }
static void roll(struct drum *d) { d->rolls++; }
typedef void (*visit)(struct drum *);
static void onVisit(struct drum *d) { beat(d); }
void each(struct drum *d, visit v) {
  pthread_mutex_lock(&d->mu);
  v(d);
  pthread_mutex_unlock(&d->mu);
}
void visitAll(struct drum *d) { each(d, onVisit); }
void play(struct drum *d) {
  pthread_mutex_lock(&d->mu);
  beat(d);
  roll(d);
  pthread_mutex_unlock(&d->mu);
}
void playTwice(struct drum *d) {
  pthread_mutex_lock(&d->mu);
  beat(d);
  roll(d);
  pthread_mutex_unlock(&d->mu);
  roll(d); // EXPECT: lost-update
}
