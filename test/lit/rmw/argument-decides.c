// RUN: %tocsin %s
// STD: gnu17
// An argument decides which of two lists is changed; each has its own lock.
#include <pthread.h>
enum way { up, down };
struct crate {
  struct crate *next;
};
struct side {
  pthread_mutex_t mu;
  struct crate *list;
  int count;
};
struct lift {
  struct side up, down;
};
static void load(struct lift *l, struct crate *c, enum way w) {
  if (w == up) {
    c->next = l->up.list;
    l->up.list = c;
    l->up.count++;
  } else {
    c->next = l->down.list;
    l->down.list = c;
    l->down.count++;
  }
}
void loadUp(struct lift *l, struct crate *c) {
  pthread_mutex_lock(&l->up.mu);
  load(l, c, up);
  pthread_mutex_unlock(&l->up.mu);
}
void loadDown(struct lift *l, struct crate *c) {
  pthread_mutex_lock(&l->down.mu);
  load(l, c, down);
  pthread_mutex_unlock(&l->down.mu);
}
static void weigh(struct lift *l, int n, enum way w) {
  if (w == up)
    l->up.count += n;
  else
    l->down.count += n;
}
void weighUp(struct lift *l, int n) {
  pthread_mutex_lock(&l->up.mu);
  weigh(l, n, up);
  pthread_mutex_unlock(&l->up.mu);
}
void weighUpWrong(struct lift *l, int n) {
  pthread_mutex_lock(&l->down.mu);
  weigh(l, n, up); // EXPECT: lost-update
  pthread_mutex_unlock(&l->down.mu);
}
void weighDown(struct lift *l, int n) {
  pthread_mutex_lock(&l->down.mu);
  weigh(l, n, down);
  pthread_mutex_unlock(&l->down.mu);
}
