// RUN: %tocsin %s
// STD: gnu17
// Searched under the shared lock, then put in by way of a pointer to the slot.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
struct stamp {
  struct stamp *next;
  char *town;
};
static struct {
  pthread_rwlock_t lock;
  struct stamp *bin[61];
  int count;
} album = {.lock = PTHREAD_RWLOCK_INITIALIZER};
static unsigned binOf(const char *s) {
  unsigned h = 7;
  for (; *s; s++)
    h = h * 31 + (unsigned char)*s;
  return h % 61;
}
static struct stamp *find(const char *town) {
  for (struct stamp *s = album.bin[binOf(town)]; s; s = s->next)
    if (strcmp(s->town, town) == 0)
      return s;
  return NULL;
}
static void stick(struct stamp *s) {
  struct stamp **slot = &album.bin[binOf(s->town)];
  s->next = *slot;
  *slot = s;
  album.count++;
}
struct stamp *collect(const char *town) {
  pthread_rwlock_rdlock(&album.lock);
  struct stamp *s = find(town);
  pthread_rwlock_unlock(&album.lock);
  if (s)
    return s;
  s = calloc(1, sizeof *s);
  s->town = strdup(town);
  pthread_rwlock_wrlock(&album.lock);
  stick(s); // EXPECT: check-then-act
  pthread_rwlock_unlock(&album.lock);
  return s;
}
struct stamp *collectRight(const char *town) {
  pthread_rwlock_wrlock(&album.lock);
  struct stamp *s = find(town);
  if (!s) {
    s = calloc(1, sizeof *s);
    s->town = strdup(town);
    stick(s);
  }
  pthread_rwlock_unlock(&album.lock);
  return s;
}
static void *collector(void *arg) {
  collect(arg);
  collectRight(arg);
  return 0;
}
int main(void) {
  pthread_t t[2];
  for (int i = 0; i < 2; i++)
    pthread_create(&t[i], 0, collector, "Oslo");
  for (int i = 0; i < 2; i++)
    pthread_join(t[i], 0);
}
