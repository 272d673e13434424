// RUN: %tocsin %s
// A helper that threads call under a lock only, and others on lists of their
// own: no two meet in it.
#include <pthread.h>

struct List {
  long Len;
};

static pthread_mutex_t JobsMu = PTHREAD_MUTEX_INITIALIZER;
static struct List Jobs, Clients, Bare;

static void removeOne(struct List *L) { L->Len--; }
static void addOne(struct List *L) { L->Len++; } // EXPECT: lost-update

static void *worker(void *Arg) {
  pthread_mutex_lock(&JobsMu);
  removeOne(&Jobs);
  pthread_mutex_unlock(&JobsMu);
  addOne(&Bare);
  return Arg;
}

int main(void) {
  pthread_t T, U;
  pthread_create(&T, 0, worker, 0);
  pthread_create(&U, 0, worker, 0);
  removeOne(&Clients);
  pthread_join(T, 0);
  pthread_join(U, 0);
  return 0;
}
