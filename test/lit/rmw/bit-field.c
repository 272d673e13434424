// RUN: %tocsin %s
// Bit-fields side by side are one word: writing one rewrites the other.
#include <pthread.h>

struct page {
  pthread_mutex_t lock;
  unsigned dirty : 1;
  unsigned uses : 15;
};

void use(struct page *p) {
  pthread_mutex_lock(&p->lock);
  p->uses++;
  pthread_mutex_unlock(&p->lock);
}

void drop(struct page *p) {
  pthread_mutex_lock(&p->lock);
  p->uses--;
  pthread_mutex_unlock(&p->lock);
}

void guilty(struct page *p) {
  p->dirty = 1; // EXPECT: lost-update
}

void corrected(struct page *p) {
  pthread_mutex_lock(&p->lock);
  p->dirty = 1;
  pthread_mutex_unlock(&p->lock);
}

// A zero-width field starts a new word: nobody else writes into it.
struct apart {
  pthread_mutex_t lock;
  unsigned uses : 15;
  unsigned : 0;
  unsigned dirty : 1;
};

void useApart(struct apart *p) {
  pthread_mutex_lock(&p->lock);
  p->uses++;
  pthread_mutex_unlock(&p->lock);
}

void dropApart(struct apart *p) {
  pthread_mutex_lock(&p->lock);
  p->uses--;
  pthread_mutex_unlock(&p->lock);
}

void markApart(struct apart *p) { p->dirty = 1; }
