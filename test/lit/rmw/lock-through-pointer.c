// RUN: %tocsin %s
// STD: gnu17
// A lock function that is called through the only entry of a table it is in.
#include <pthread.h>

struct lock_ops {
  int (*take)(pthread_mutex_t *);
  int (*drop)(pthread_mutex_t *);
};

static int dropIt(pthread_mutex_t *m) { return pthread_mutex_unlock(m); }

static const struct lock_ops ops = {pthread_mutex_lock, dropIt};
static int (*take)(pthread_mutex_t *) = pthread_mutex_lock;

struct account {
  const struct lock_ops *ops;
  pthread_mutex_t mu;
  long sum, fees, late;
};

static struct account book = {&ops, PTHREAD_MUTEX_INITIALIZER, 0, 0, 0};

static void pay(struct account *a, long n) {
  ops.take(&a->mu);
  a->sum += n;
  ops.drop(&a->mu);
}

static void charge(struct account *a, long n) {
  a->ops->take(&a->mu);
  a->fees += n;
  a->late += n;
  a->ops->drop(&a->mu);
}

static void correct(struct account *a, long n) {
  take(&a->mu);
  a->fees -= n;
  dropIt(&a->mu);
}

static void chargeLate(struct account *a, long n) {
  a->ops->take(&a->mu);
  a->ops->drop(&a->mu);
  a->late += n; // EXPECT: lost-update
}

static void *teller(void *arg) {
  struct account *a = arg;
  pay(a, 1);
  charge(a, 1);
  correct(a, 1);
  chargeLate(a, 1);
  return 0;
}

int main(void) {
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&t[i], 0, teller, &book);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
  return 0;
}
