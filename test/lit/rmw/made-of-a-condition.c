// RUN: %tocsin %s
// Who waits until a flag is clear and sets it is alone until it is cleared; the
// wait is in a helper.

#include <pthread.h>
#include <stddef.h>

struct job {
  pthread_mutex_t mu;
  pthread_cond_t idle;
  int busy;
  int signalled;
  long total, loose, late;
};

static void nap(struct job *j) { pthread_cond_wait(&j->idle, &j->mu); }

static void begin(struct job *j) {
  pthread_mutex_lock(&j->mu);
  while (j->busy)
    nap(j);
  j->busy = 1;
  pthread_mutex_unlock(&j->mu);
}

static void end(struct job *j) {
  pthread_mutex_lock(&j->mu);
  j->busy = 0;
  pthread_cond_signal(&j->idle);
  pthread_mutex_unlock(&j->mu);
}

static void await(struct job *j) {
  pthread_mutex_lock(&j->mu);
  while (!j->signalled)
    nap(j);
  j->signalled = 0; // an event that is used up is no lock
  pthread_mutex_unlock(&j->mu);
  j->loose++; // EXPECT: lost-update
}

static void *work(void *arg) {
  struct job *j = arg;
  begin(j);
  j->total += 2;
  end(j);
  await(j);
  begin(j);
  long seen = j->late;
  end(j);
  begin(j);
  j->late = seen + 1; // EXPECT: lost-update
  end(j);
  return NULL;
}

int main(void) {
  static struct job j = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER};
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&t[i], NULL, work, &j);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], NULL);
  return 0;
}
