// RUN: %tocsin %s
// A look-up gives back the object with its lock held, or nothing.
#include <pthread.h>
#include <stddef.h>

struct berth {
  pthread_mutex_t lock;
  int ship;
  long tons;
  long calls;
};
static struct berth quay[24];

static struct berth *moor(int ship) {
  for (int i = 0; i < 24; i++) {
    struct berth *b = &quay[i];
    pthread_mutex_lock(&b->lock);
    if (b->ship == ship)
      return b;
    pthread_mutex_unlock(&b->lock);
  }
  return NULL;
}

static struct berth *moorFree(void) {
  struct berth *found = NULL;
  for (int i = 0; i < 24; i++) {
    struct berth *b = &quay[i];
    pthread_mutex_lock(&b->lock);
    if (b->ship == 0) {
      b->tons = 0;
      b->calls = 0;
      found = b;
      break;
    }
    pthread_mutex_unlock(&b->lock);
  }
  return found;
}

static void castOff(struct berth **b) {
  if (*b)
    pthread_mutex_unlock(&(*b)->lock);
  *b = NULL;
}

static void load(struct berth *b, long tons) { b->tons += tons; }

static void arrive(int ship) {
  struct berth *b = moorFree();
  if (!b)
    return;
  b->ship = ship;
  b->calls++;
  pthread_mutex_unlock(&b->lock);
}

static void visit(int ship, long tons) {
  __attribute__((cleanup(castOff))) struct berth *b = moor(ship);
  if (!b)
    return;
  load(b, tons);
  b->calls++;
}

static void late(int ship) {
  struct berth *b = moor(ship);
  if (!b)
    return;
  long before = b->calls;
  pthread_mutex_unlock(&b->lock);
  pthread_mutex_lock(&b->lock);
  b->calls = before + 1; // EXPECT: lost-update
  pthread_mutex_unlock(&b->lock);
}

static void *pilot(void *arg) {
  int ship = *(int *)arg;
  arrive(ship);
  visit(ship, 40);
  late(ship);
  return NULL;
}

int main(void) {
  static int ships[3] = {4, 5, 6};
  pthread_t t[3];
  for (int i = 0; i < 3; i++)
    pthread_create(&t[i], NULL, pilot, &ships[i]);
  for (int i = 0; i < 3; i++)
    pthread_join(t[i], NULL);
  return 0;
}
