// STD: gnu17
#include "store.h"
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
static struct store st = { PTHREAD_MUTEX_INITIALIZER, 0, 0, 0 };
static struct item *make(const char *k) {
  struct item *i = calloc(1, sizeof *i);
  strncpy(i->key, k, 15);
  i->refs = 1;
  return i;
}
static void put(const char *k) {
  pthread_mutex_lock(&st.mu);
  if (!store_find(&st, k))
    store_add_locked(&st, make(k));
  pthread_mutex_unlock(&st.mu);
}
static void put_bad(const char *k) {
  struct item *i;
  pthread_mutex_lock(&st.mu);
  i = store_find(&st, k);
  pthread_mutex_unlock(&st.mu);
  if (i) return;
  i = make(k);
  pthread_mutex_lock(&st.mu);
  store_add_locked(&st, i); // EXPECT: check-then-act
  pthread_mutex_unlock(&st.mu);
}
static void put_nolock(const char *k) {
  store_add_locked(&st, make(k)); // EXPECT-MISS: lost-update
}
static void *w(void *a) {
  char b[16];
  (void)a;
  for (int i = 0; i < 100; i++) {
    snprintf(b, 16, "k%d", i);
    put(b); put_bad(b);
    if (i % 10 == 0) put_nolock(b);
    store_note_evict(&st);
  }
  return 0;
}
int main(void) {
  pthread_t t[3];
  for (int i = 0; i < 3; i++) pthread_create(&t[i], 0, w, 0);
  for (int i = 0; i < 3; i++) pthread_join(t[i], 0);
  pthread_mutex_lock(&st.mu);
  printf("%ld %ld\n", st.count, st.evicted);
  pthread_mutex_unlock(&st.mu);
}
