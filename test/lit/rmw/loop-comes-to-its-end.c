// RUN: %tocsin %s
// A walk over a list comes to its end whatever it began with; one that waits
// has decided when it ends.
#include <pthread.h>
#include <stdlib.h>

struct item {
  struct item *next;
};
struct box {
  pthread_mutex_t lock;
  struct item *head;
  int free_slots, more;
};

static void push(struct box *b, struct item *x) {
  pthread_mutex_lock(&b->lock);
  x->next = b->head;
  b->head = x;
  pthread_mutex_unlock(&b->lock);
}

void drop(struct box *b) {
  pthread_mutex_lock(&b->lock);
  if (b->head)
    b->head = b->head->next;
  pthread_mutex_unlock(&b->lock);
}

int report(struct box *b, struct item *x) {
  int n = 0;
  for (struct item *p = b->head; p; p = p->next)
    n++;
  int *all = calloc(n + 1, sizeof *all);
  push(b, x);
  free(all);
  return n;
}

void take_slot(struct box *b) {
  pthread_mutex_lock(&b->lock);
  while (b->free_slots == 0) {
    pthread_mutex_unlock(&b->lock);
    pthread_mutex_lock(&b->lock);
  }
  b->free_slots--;
  pthread_mutex_unlock(&b->lock);
}

void take_slot_late(struct box *b) {
  int left;
  do {
    pthread_mutex_lock(&b->lock);
    left = b->free_slots;
    pthread_mutex_unlock(&b->lock);
  } while (left == 0);
  pthread_mutex_lock(&b->lock);
  b->free_slots--; // EXPECT: check-then-act
  pthread_mutex_unlock(&b->lock);
}
