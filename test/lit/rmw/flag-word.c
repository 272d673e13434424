// RUN: %tocsin %s
// Different bits of one word, changed under different locks.
#include <pthread.h>

enum { OPEN = 1, BUSY = 2, WRITTEN = 4 };

struct file {
  pthread_mutex_t state;
  pthread_mutex_t io;
  unsigned flags;
};

void openFile(struct file *f) {
  pthread_mutex_lock(&f->state);
  f->flags |= OPEN;
  pthread_mutex_unlock(&f->state);
}

void closeFile(struct file *f) {
  pthread_mutex_lock(&f->state);
  f->flags &= ~OPEN;
  pthread_mutex_unlock(&f->state);
}

int isOpen(struct file *f) {
  pthread_mutex_lock(&f->state);
  int open = (f->flags & OPEN) != 0;
  pthread_mutex_unlock(&f->state);
  return open;
}

void guilty(struct file *f) {
  pthread_mutex_lock(&f->io);
  f->flags |= WRITTEN; // EXPECT: lost-update
  pthread_mutex_unlock(&f->io);
}

void corrected(struct file *f) {
  pthread_mutex_lock(&f->state);
  f->flags |= BUSY;
  pthread_mutex_unlock(&f->state);
}
