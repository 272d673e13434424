// RUN: %tocsin %s
// STD: gnu17
// Settings are read under a lock in shared mode while something is written
// that they have nothing to do with: the lock is not for that.
#include <pthread.h>

struct settings {
  pthread_rwlock_t lock;
  int level;
  int limit;
};

static struct settings Now;
static int Trigger[4];

static void setTrigger(int log, int level) {
  if (Trigger[log] < level)
    Trigger[log] = Trigger[log] + level;
}

void reload(void) {
  pthread_rwlock_rdlock(&Now.lock);
  setTrigger(0, Now.level);
  setTrigger(1, Now.level);
  pthread_rwlock_unlock(&Now.lock);
}

void start(void) { setTrigger(2, 1); }

void change(int level) {
  pthread_rwlock_wrlock(&Now.lock);
  Now.level = level;
  Now.limit = Now.limit + level;
  pthread_rwlock_unlock(&Now.lock);
}

void raise(void) {
  pthread_rwlock_rdlock(&Now.lock);
  Now.limit = Now.limit + 1; // EXPECT: lost-update
  pthread_rwlock_unlock(&Now.lock);
}

// What the table leads to is reached over the table, whatever that may hold.
struct entry {
  long hits;
};

struct table {
  pthread_rwlock_t lock;
  void **slots;
  unsigned count;
};

void touch(struct table *t, unsigned k) {
  pthread_rwlock_rdlock(&t->lock);
  struct entry *e = k < t->count ? t->slots[k] : 0;
  if (e)
    e->hits = e->hits + 1; // EXPECT: lost-update
  pthread_rwlock_unlock(&t->lock);
}

void touchAlone(struct table *t, unsigned k) {
  pthread_rwlock_wrlock(&t->lock);
  struct entry *e = k < t->count ? t->slots[k] : 0;
  if (e)
    e->hits = e->hits + 1;
  pthread_rwlock_unlock(&t->lock);
}
