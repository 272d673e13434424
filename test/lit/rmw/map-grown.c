// RUN: %tocsin %s
// An array whose pointer is renewed on one of the ways is still the same array.
#include <pthread.h>
#include <stdlib.h>

struct image {
  pthread_mutex_t lock;
  long next, *map, length, written;
};
long put(long at, const char *data);

static long take(struct image *im) { return im->next++; }

void write_late(struct image *im, long l, const char *data) {
  pthread_mutex_lock(&im->lock);
  if (l >= im->length) {
    im->map = realloc(im->map, (l + 1) * sizeof(long));
    im->length = l + 1;
  }
  long at = im->map[l];
  if (at < 0) {
    at = take(im);
    pthread_mutex_unlock(&im->lock);
    put(at, data);
    pthread_mutex_lock(&im->lock);
    im->map[l] = at; // EXPECT: check-then-act
  }
  im->written++;
  pthread_mutex_unlock(&im->lock);
}

void write_held(struct image *im, long l, const char *data) {
  pthread_mutex_lock(&im->lock);
  if (l >= im->length) {
    im->map = realloc(im->map, (l + 1) * sizeof(long));
    im->length = l + 1;
  }
  long at = im->map[l];
  if (at < 0) {
    at = take(im);
    im->map[l] = at;
  }
  pthread_mutex_unlock(&im->lock);
  put(at, data);
  pthread_mutex_lock(&im->lock);
  im->written++;
  pthread_mutex_unlock(&im->lock);
}
