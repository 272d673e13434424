// RUN: %tocsin %s
// The lock of one object is held, the counter of the other is changed.
#include <pthread.h>

struct account {
  pthread_mutex_t lock;
  long cents;
};

void deposit(struct account *a, long n) {
  pthread_mutex_lock(&a->lock);
  a->cents += n;
  pthread_mutex_unlock(&a->lock);
}

void interest(struct account *a) {
  pthread_mutex_lock(&a->lock);
  a->cents += a->cents / 100;
  pthread_mutex_unlock(&a->lock);
}

void guilty(struct account *from, struct account *to, long n) {
  pthread_mutex_lock(&from->lock);
  from->cents -= n;
  to->cents += n; // EXPECT: lost-update
  pthread_mutex_unlock(&from->lock);
}

// Both locks are held, each over its own object.
void correctedBoth(struct account *from, struct account *to, long n) {
  pthread_mutex_lock(&from->lock);
  pthread_mutex_lock(&to->lock);
  from->cents -= n;
  to->cents += n;
  pthread_mutex_unlock(&to->lock);
  pthread_mutex_unlock(&from->lock);
}

void corrected(struct account *from, struct account *to, long n) {
  pthread_mutex_lock(&from->lock);
  from->cents -= n;
  pthread_mutex_unlock(&from->lock);
  pthread_mutex_lock(&to->lock);
  to->cents += n;
  pthread_mutex_unlock(&to->lock);
}
