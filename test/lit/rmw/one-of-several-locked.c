// RUN: %tocsin %s
// STD: gnu17
// A helper gives back one of several objects, locked whichever it is; another
// one gives one back unlocked when all are busy.
#include <pthread.h>

struct pool {
  pthread_mutex_t mu;
  long taken;
  long missed;
};
static struct pool pools[4];

static struct pool *enter(unsigned hint) {
  for (unsigned i = 0; i < 4; i++) {
    struct pool *p = &pools[(hint + i) % 4];
    if (pthread_mutex_trylock(&p->mu) == 0)
      return p;
  }
  struct pool *p = &pools[hint % 4];
  pthread_mutex_lock(&p->mu);
  return p;
}

static struct pool *enter_or_not(unsigned hint) {
  for (unsigned i = 0; i < 4; i++) {
    struct pool *p = &pools[(hint + i) % 4];
    if (pthread_mutex_trylock(&p->mu) == 0)
      return p;
  }
  return &pools[hint % 4];
}

static void take(struct pool *p) { p->taken += 1; }

static void *work(void *arg) {
  unsigned hint = (unsigned)(unsigned long)arg;
  struct pool *p = enter(hint);
  take(p);
  pthread_mutex_unlock(&p->mu);

  pthread_mutex_lock(&pools[1].mu);
  pools[1].taken -= 1;
  pools[1].missed -= 1;
  pthread_mutex_unlock(&pools[1].mu);

  p = enter_or_not(hint);
  p->missed += 1; // EXPECT: lost-update
  return 0;
}

int main(void) {
  pthread_t t[8];
  for (unsigned long i = 0; i < 8; i++)
    pthread_create(&t[i], 0, work, (void *)i);
  for (int i = 0; i < 8; i++)
    pthread_join(t[i], 0);
}
