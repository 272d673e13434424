// RUN: %tocsin %s
// A locked getter gives its value by a parameter; what is written back from it
// drops what others wrote since.
#include <pthread.h>

struct pool {
  pthread_mutex_t M;
  long Left;
};

static void fetch(struct pool *P, long *Out) {
  pthread_mutex_lock(&P->M);
  *Out = P->Left;
  pthread_mutex_unlock(&P->M);
}

void guilty(struct pool *P, long N) {
  long Now;
  fetch(P, &Now);
  Now -= N;
  pthread_mutex_lock(&P->M);
  P->Left = Now; // EXPECT: lost-update
  pthread_mutex_unlock(&P->M);
}

void corrected(struct pool *P, long N) {
  long Now;
  fetch(P, &Now);
  pthread_mutex_lock(&P->M);
  Now = P->Left;
  P->Left = Now - N;
  pthread_mutex_unlock(&P->M);
}

void setApart(struct pool *P, long N) {
  long Now;
  fetch(P, &Now);
  Now = N;
  pthread_mutex_lock(&P->M);
  P->Left = Now;
  pthread_mutex_unlock(&P->M);
}
