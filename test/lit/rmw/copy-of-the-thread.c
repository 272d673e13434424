// RUN: %tocsin %s
// What was found is copied to where the thread has it for itself, and changed
// there.

#include <pthread.h>
#include <string.h>

struct entry {
  int uses, kind;
};

struct book {
  pthread_rwlock_t lock;
  struct entry *last;
};

static _Thread_local struct entry copy;

void record(struct book *b, int kind) {
  pthread_rwlock_wrlock(&b->lock);
  b->last->kind = kind;
  b->last->uses = 0;
  pthread_rwlock_unlock(&b->lock);
}

struct entry *corrected(struct book *b) {
  pthread_rwlock_rdlock(&b->lock);
  struct entry *e = b->last;
  if (e != &copy) {
    memcpy(&copy, e, sizeof copy);
    e = &copy;
  }
  e->uses += 1;
  pthread_rwlock_unlock(&b->lock);
  return e;
}

void guilty(struct book *b) {
  pthread_rwlock_rdlock(&b->lock);
  b->last->uses += 1; // EXPECT: lost-update
  pthread_rwlock_unlock(&b->lock);
}
