// RUN: %tocsin %s
// What looks like a guard: more time, another lock, a use that age overrides.
#include <pthread.h>
#include <time.h>
#include <unistd.h>

struct pack {
  struct pack *next;
  char file[64];
  long created;
  int users;
};
static struct pack *packs;
static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t cleaner = PTHREAD_MUTEX_INITIALIZER;

void use(struct pack *p) {
  pthread_mutex_lock(&table);
  p->users++;
  pthread_mutex_unlock(&table);
}
void leave(struct pack *p) {
  pthread_mutex_lock(&table);
  p->users--;
  pthread_mutex_unlock(&table);
}

void withGrace(long now, long ttl, long grace) {
  for (struct pack *p = packs; p; p = p->next)
    if (now > p->created + ttl + grace)
      unlink(p->file); // EXPECT: timestamp-cleanup
}

void underOwnLock(long now, long ttl) {
  pthread_mutex_lock(&cleaner);
  for (struct pack *p = packs; p; p = p->next)
    if (now - p->created > ttl)
      unlink(p->file); // EXPECT: timestamp-cleanup
  pthread_mutex_unlock(&cleaner);
}

void overridden(long now, long ttl) {
  pthread_mutex_lock(&table);
  for (struct pack *p = packs; p; p = p->next) {
    if (p->users > 0 && now - p->created <= 10 * ttl)
      continue;
    if (now - p->created > ttl)
      unlink(p->file); // EXPECT: timestamp-cleanup
  }
  pthread_mutex_unlock(&table);
}

void asked(long now, long ttl, long grace) {
  pthread_mutex_lock(&table);
  for (struct pack *p = packs; p; p = p->next)
    if (p->users == 0 && now > p->created + ttl + grace)
      unlink(p->file);
  pthread_mutex_unlock(&table);
}
