// RUN: %tocsin %s
// What a wrapper hands to a thread is the thread's own if it was made for it.
#include <pthread.h>
#include <stdlib.h>

struct client {
  int fd;
  long used;
};
static struct client first;

static pthread_t launch(void *(*body)(void *), void *arg) {
  pthread_t t;
  if (pthread_create(&t, NULL, body, arg))
    return 0;
  return t;
}

static void *corrected(void *p) {
  struct client *c = p;
  c->used += 3;
  free(c);
  return NULL;
}

static void *guilty(void *p) {
  struct client *c = p;
  c->fd += 3; // EXPECT: lost-update
  return NULL;
}

int main(void) {
  for (;;) {
    struct client *c = calloc(1, sizeof *c);
    if (!c)
      return 1;
    if (!launch(corrected, c))
      free(c);
    launch(guilty, &first);
  }
}
