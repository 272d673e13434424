// RUN: %tocsin %s
// STD: gnu17
// What is seen before the first thread was started decides about the start.
#include <pthread.h>
#include <stdlib.h>

struct shop {
  pthread_mutex_t lock;
  char *sign;
};
static struct shop shop = {PTHREAD_MUTEX_INITIALIZER, 0};

static void repaint(struct shop *s) {
  char *fresh = malloc(8), *old;
  pthread_mutex_lock(&s->lock);
  old = s->sign;
  s->sign = fresh;
  pthread_mutex_unlock(&s->lock);
  free(old);
}

static void repaint_if_bare(struct shop *s) {
  pthread_mutex_lock(&s->lock);
  int bare = s->sign == NULL;
  pthread_mutex_unlock(&s->lock);
  if (!bare)
    return;
  pthread_mutex_lock(&s->lock);
  s->sign = malloc(4); // EXPECT: check-then-act
  pthread_mutex_unlock(&s->lock);
}

static void *keep(void *arg) {
  repaint(arg);
  repaint_if_bare(arg);
  return NULL;
}

int main(void) {
  pthread_t t;
  shop.sign = malloc(8);
  if (!shop.sign)
    return 1;
  if (pthread_create(&t, NULL, keep, &shop))
    return 1;
  repaint(&shop);
  return pthread_join(t, NULL);
}
