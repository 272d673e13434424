// RUN: %tocsin %s
// Whether the one it hangs on is in use says nothing of the thing itself.
#include <pthread.h>
#include <time.h>
#include <unistd.h>

struct layer {
  char file[64];
  long created;
  int mounts;
  struct layer *base, *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct layer *layers;

void mountLayer(struct layer *l) {
  pthread_mutex_lock(&lock);
  l->mounts++;
  pthread_mutex_unlock(&lock);
}
void unmountLayer(struct layer *l) {
  pthread_mutex_lock(&lock);
  l->mounts--;
  pthread_mutex_unlock(&lock);
}

void dropByBase(long now, long keep) {
  pthread_mutex_lock(&lock);
  for (struct layer *l = layers; l; l = l->next)
    if (l->base && l->base->mounts == 0 && now - l->created > keep)
      unlink(l->file); // EXPECT: timestamp-cleanup
  pthread_mutex_unlock(&lock);
}

void dropByItself(long now, long keep) {
  pthread_mutex_lock(&lock);
  for (struct layer *l = layers; l; l = l->next)
    if (l->base && l->mounts == 0 && now - l->created > keep)
      unlink(l->file);
  pthread_mutex_unlock(&lock);
}
