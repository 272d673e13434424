// RUN: %tocsin %s
// STD: gnu17
// A slot found in one critical section is taken in the next.
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#define N 32
struct conn {
  int fd;
  int busy;
  long used;
};
struct pool {
  pthread_mutex_t mu;
  struct conn c[N];
  int nbusy;
  long served;
  int closing;
};
int pool_get(struct pool *p) {
  int i;
  pthread_mutex_lock(&p->mu);
  for (i = 0; i < N; i++)
    if (!p->c[i].busy)
      break;
  pthread_mutex_unlock(&p->mu);
  if (i == N)
    return -1;
  pthread_mutex_lock(&p->mu);
  p->c[i].busy = 1; // EXPECT: check-then-act
  p->nbusy++;
  pthread_mutex_unlock(&p->mu);
  return i;
}
int pool_get_right(struct pool *p) {
  int i;
  pthread_mutex_lock(&p->mu);
  for (i = 0; i < N; i++)
    if (!p->c[i].busy)
      break;
  if (i < N) {
    p->c[i].busy = 1;
    p->nbusy++;
  }
  pthread_mutex_unlock(&p->mu);
  return i < N ? i : -1;
}
void pool_put(struct pool *p, int i) {
  pthread_mutex_lock(&p->mu);
  p->c[i].busy = 0;
  p->nbusy--;
  pthread_mutex_unlock(&p->mu);
}
void pool_account(struct pool *p) {
  long s;
  pthread_mutex_lock(&p->mu);
  s = p->served;
  pthread_mutex_unlock(&p->mu);
  printf("%ld\n", s);
  pthread_mutex_lock(&p->mu);
  p->served = s + 1; // EXPECT: lost-update
  pthread_mutex_unlock(&p->mu);
}
void pool_account_right(struct pool *p) {
  long s;
  pthread_mutex_lock(&p->mu);
  s = ++p->served;
  pthread_mutex_unlock(&p->mu);
  printf("%ld\n", s);
}
void *w(void *arg) {
  struct pool *p = arg;
  int i = pool_get(p);
  if (i >= 0)
    pool_put(p, i);
  i = pool_get_right(p);
  if (i >= 0)
    pool_put(p, i);
  pool_account(p);
  pool_account_right(p);
  return 0;
}
int main(void) {
  static struct pool p;
  pthread_mutex_init(&p.mu, 0);
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&t[i], 0, w, &p);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
}
