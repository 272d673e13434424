// RUN: %tocsin %s
// Buckets with a lock each, and a counter that all of them share.
#include <pthread.h>
#include <stdlib.h>

#define DRAWERS 32

struct card {
  struct card *behind;
  unsigned number;
};
static pthread_mutex_t handles[DRAWERS];
static struct card *drawers[DRAWERS];
static unsigned filed[DRAWERS];
static unsigned long visits;
static unsigned long cards;
static pthread_mutex_t cards_mutex = PTHREAD_MUTEX_INITIALIZER;

static void *clerk(void *arg) {
  unsigned number = *(unsigned *)arg;
  for (int i = 0; i < 50; i++, number += 7) {
    struct card *c = malloc(sizeof *c);
    c->number = number;
    pthread_mutex_lock(&handles[number % DRAWERS]);
    c->behind = drawers[number % DRAWERS];
    drawers[number % DRAWERS] = c;
    filed[number % DRAWERS]++;
    visits++; // EXPECT: lost-update
    pthread_mutex_lock(&cards_mutex);
    cards++;
    pthread_mutex_unlock(&cards_mutex);
    pthread_mutex_unlock(&handles[number % DRAWERS]);
  }
  return NULL;
}

int main(void) {
  static unsigned first[3] = {1, 400, 800};
  pthread_t t[3];
  for (int i = 0; i < DRAWERS; i++)
    pthread_mutex_init(&handles[i], NULL);
  for (int i = 0; i < 3; i++)
    pthread_create(&t[i], NULL, clerk, &first[i]);
  for (int i = 0; i < 3; i++)
    pthread_join(t[i], NULL);
  return 0;
}
