// RUN: %tocsin %s
// What has an older generation than the current one goes.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct config {
  unsigned long generation;
  int refs;
  char *dir;
  struct config *next;
};

extern pthread_mutex_t lock;

void drop_old(struct config *list, const struct config *current) {
  for (struct config *c = list; c; c = c->next)
    if (c->generation < current->generation)
      rmdir(c->dir); // EXPECT: timestamp-cleanup
}

void drop_unreferenced(struct config *list, const struct config *current) {
  pthread_mutex_lock(&lock);
  for (struct config *c = list; c; c = c->next)
    if (c->generation < current->generation && c->refs == 0)
      rmdir(c->dir);
  pthread_mutex_unlock(&lock);
}

// Nobody is below the oldest reader.
void drop_below_readers(struct config *list, unsigned long oldest_reader) {
  for (struct config *c = list; c; c = c->next)
    if (c->generation < oldest_reader)
      rmdir(c->dir);
}
