// RUN: %tocsin %s
// Two updates under a lock of another object say that this volatile count is
// under it.
#include <pthread.h>

struct registry {
  pthread_mutex_t M;
};
struct sensor {
  volatile int Users;
  int Marks;
};

void guilty(struct sensor *S) {
  S->Users++; // EXPECT: lost-update
  S->Marks++;
}

void enter(struct registry *R, struct sensor *S) {
  pthread_mutex_lock(&R->M);
  S->Users++;
  pthread_mutex_unlock(&R->M);
}

void leave(struct registry *R, struct sensor *S) {
  pthread_mutex_lock(&R->M);
  S->Users--;
  S->Marks--;
  pthread_mutex_unlock(&R->M);
}
