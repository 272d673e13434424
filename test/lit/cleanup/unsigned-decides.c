// RUN: %tocsin %s
// Nothing is destroyed, but the youngest is taken for the oldest all the same.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

static uint64_t ticks(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

struct link {
  uint64_t heard;
  int up;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct link links[8];

void hear(int i) {
  pthread_mutex_lock(&lock);
  links[i].heard = ticks();
  links[i].up = 1;
  pthread_mutex_unlock(&lock);
}

void watch(uint64_t quiet) {
  uint64_t now = ticks();
  pthread_mutex_lock(&lock);
  for (int i = 0; i < 8; i++)
    if (now - links[i].heard > quiet) // EXPECT: unsigned-age
      links[i].up = 0;
  pthread_mutex_unlock(&lock);
}

void watchLater(uint64_t quiet) {
  pthread_mutex_lock(&lock);
  uint64_t now = ticks();
  for (int i = 0; i < 8; i++)
    if (now - links[i].heard > quiet)
      links[i].up = 0;
  pthread_mutex_unlock(&lock);
}

void watchSigned(int64_t quiet) {
  uint64_t now = ticks();
  pthread_mutex_lock(&lock);
  for (int i = 0; i < 8; i++)
    if ((int64_t)(now - links[i].heard) > quiet)
      links[i].up = 0;
  pthread_mutex_unlock(&lock);
}

// Set to a moment to come: it lies ahead of every reading for a while.
struct page {
  uint64_t idleFrom;
  uint64_t left;
  int kept;
};
static struct page pages[8];

void busyFor(int i, uint64_t more) {
  pthread_mutex_lock(&lock);
  pages[i].idleFrom = ticks() + more;
  pthread_mutex_unlock(&lock);
}

void leave(int i) {
  pthread_mutex_lock(&lock);
  pages[i].left = ticks();
  pthread_mutex_unlock(&lock);
}

void shrink(uint64_t quiet) {
  pthread_mutex_lock(&lock);
  uint64_t now = ticks();
  for (int i = 0; i < 8; i++)
    if (now - pages[i].idleFrom > quiet) // EXPECT: unsigned-age
      pages[i].kept = 0;
  pthread_mutex_unlock(&lock);
}

void shrinkLeft(uint64_t quiet) {
  pthread_mutex_lock(&lock);
  uint64_t now = ticks();
  for (int i = 0; i < 8; i++)
    if (now - pages[i].left > quiet)
      pages[i].kept = 0;
  pthread_mutex_unlock(&lock);
}

void shrinkIdle(uint64_t quiet) {
  pthread_mutex_lock(&lock);
  uint64_t now = ticks();
  for (int i = 0; i < 8; i++)
    if (now > pages[i].idleFrom && now - pages[i].idleFrom > quiet)
      pages[i].kept = 0;
  pthread_mutex_unlock(&lock);
}

struct lane {
  _Atomic uint64_t fed;
  atomic_int open;
};

void feed(struct lane *l) { atomic_store(&l->fed, ticks()); }

// Handed a reading that is older than what the other thread stores.
static void look(struct lane *l, uint64_t now, uint64_t quiet) {
  if (now - atomic_load(&l->fed) > quiet) // EXPECT: unsigned-age
    atomic_store(&l->open, 0);
}

static void lookInOrder(struct lane *l, uint64_t now, uint64_t quiet) {
  if (atomic_load(&l->fed) + quiet < now)
    atomic_store(&l->open, 0);
}

void round(struct lane *l, int n, uint64_t quiet) {
  uint64_t now = ticks();
  for (int i = 0; i < n; i++) {
    look(&l[i], now, quiet);
    lookInOrder(&l[i], now, quiet);
  }
}
