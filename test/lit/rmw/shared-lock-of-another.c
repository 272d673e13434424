// RUN: %tocsin %s
// STD: gnu17
// A lock held in shared mode while something is written that it is not for.
#include <pthread.h>
#include <stdlib.h>

struct page {
  struct page *next;
  size_t used;
  char room[4000];
};

struct pool {
  struct page *first;
};

struct zone {
  pthread_rwlock_t lock;
  char name[64];
  int depth;
  long asked;
};

struct answer {
  char *name;
  int depth;
  int done;
};

struct job {
  struct pool pool;
  struct zone *zone;
  struct answer *answer;
  long *counts;
};

static void *pool_get(struct pool *p, size_t n) {
  if (p->first->used + n > sizeof p->first->room) {
    struct page *more = calloc(1, sizeof *more);
    more->next = p->first;
    p->first = more;
  }
  p->first->used += n;
  return p->first->room + p->first->used - n;
}

// The answer is the job's, out of its own pool; so are the counts.
void answer(struct job *j) {
  struct zone *z = j->zone;
  pthread_rwlock_rdlock(&z->lock);
  struct answer *a = pool_get(&j->pool, sizeof *a);
  a->name = z->name;
  a->depth = z->depth;
  a->done = 1;
  j->answer = a;
  j->counts[z->depth]++;
  z->asked = z->asked + 1; // EXPECT: lost-update
  pthread_rwlock_unlock(&z->lock);
}

void deepen(struct zone *z) {
  pthread_rwlock_wrlock(&z->lock);
  z->depth = z->depth + 1;
  z->asked = 0;
  pthread_rwlock_unlock(&z->lock);
}

static void *work(void *arg) {
  struct job *j = arg;
  answer(j);
  deepen(j->zone);
  return j->answer->done ? j : NULL;
}

void start(struct job *a, struct job *b) {
  pthread_t x, y;
  pthread_create(&x, NULL, work, a);
  pthread_create(&y, NULL, work, b);
  pthread_join(x, NULL);
  pthread_join(y, NULL);
}
