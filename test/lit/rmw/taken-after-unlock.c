// RUN: %tocsin %s
// Found free under the lock, taken after it was given back.
#include <pthread.h>

enum state { FREE, USED };
struct port {
  int fd;
  enum state state;
};
struct board {
  pthread_mutex_t mu;
  struct port port[16];
};
int warm_up(int fd);

static int find(struct board *b) {
  for (int i = 0; i < 16; i++)
    if (b->port[i].state == FREE)
      return i;
  return -1;
}

int guilty(struct board *b) {
  pthread_mutex_lock(&b->mu);
  int i = find(b);
  pthread_mutex_unlock(&b->mu);
  if (i < 0 || !warm_up(b->port[i].fd))
    return -1;
  b->port[i].state = USED; // EXPECT: check-then-act
  return i;
}

int corrected(struct board *b) {
  pthread_mutex_lock(&b->mu);
  int i = find(b);
  if (i >= 0)
    b->port[i].state = USED;
  pthread_mutex_unlock(&b->mu);
  return i >= 0 && warm_up(b->port[i].fd) ? i : -1;
}

void give_back(struct board *b, int i) {
  pthread_mutex_lock(&b->mu);
  b->port[i].state = FREE;
  pthread_mutex_unlock(&b->mu);
}
