// RUN: %tocsin %s
// STD: gnu17
/* Ages of pinned entries, computed with several integer types. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#define TTL_MS 60000u
struct entry { struct entry *next; int key, refs, fd; uint64_t used_ms; uint32_t used_tick; };
struct pool { pthread_mutex_t lock; struct entry *head; uint64_t (*clock)(void); };
union tick { uint64_t wide; uint32_t low; };
static uint64_t mono_ms(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}
static struct pool pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .clock = mono_ms};
/* users stamp under the lock */
struct entry *entry_get(struct pool *p, int key) {
  pthread_mutex_lock(&p->lock);
  struct entry *e = p->head;
  while (e && e->key != key) e = e->next;
  if (e) e->refs++;
  pthread_mutex_unlock(&p->lock);
  return e;
}
void entry_put(struct pool *p, struct entry *e) {
  pthread_mutex_lock(&p->lock);
  union tick t = {.wide = p->clock()};
  e->refs--;
  e->used_ms = t.wide;
  e->used_tick = (uint32_t)t.wide;
  pthread_mutex_unlock(&p->lock);
}

static void destroy(struct entry *e) {
  close(e->fd);
  free(e);
}

/* clock read before the lock is taken */
void sweep(struct pool *p) {
  uint64_t now = p->clock();
  pthread_mutex_lock(&p->lock);
  for (struct entry **pp = &p->head, *e; (e = *pp);) {
    if (e->refs == 0 && now - e->used_ms > TTL_MS) *pp = e->next, destroy(e); // EXPECT: unsigned-age
    else pp = &e->next;
  }
  pthread_mutex_unlock(&p->lock);
}
void sweep_ordered(struct pool *p) {
  uint64_t now = p->clock();
  pthread_mutex_lock(&p->lock);
  for (struct entry **pp = &p->head, *e; (e = *pp);) {
    if (e->refs == 0 && now > e->used_ms && now - e->used_ms > TTL_MS) *pp = e->next, destroy(e);
    else pp = &e->next;
  }
  pthread_mutex_unlock(&p->lock);
}

/* helper computes the age */
static uint64_t age_of(const struct entry *e, uint64_t now) { return now - e->used_ms; }
static uint64_t age_floor(const struct entry *e, uint64_t now) { return now < e->used_ms ? 0 : now - e->used_ms; }

bool drop_first(struct pool *p, bool floor) {
  uint64_t now = p->clock();
  bool done = false;
  pthread_mutex_lock(&p->lock);
  struct entry *e = p->head;
  if (!e || e->refs != 0) goto out;
  if (floor ? age_floor(e, now) > TTL_MS : age_of(e, now) > TTL_MS) { // EXPECT-MISS: unsigned-age
    p->head = e->next;
    destroy(e);
    done = true;
  }
out:
  pthread_mutex_unlock(&p->lock);
  return done;
}

/* 32-bit ticks, plain and as a signed difference */
static bool tick_old(const struct entry *e, uint32_t now) { return now - e->used_tick > TTL_MS; } // EXPECT-MISS: unsigned-age
static bool tick_old_signed(const struct entry *e, uint32_t now) { return (int32_t)(now - e->used_tick) > (int32_t)TTL_MS; }

void sweep_ticks(struct pool *p, bool (*old)(const struct entry *, uint32_t)) {
  union tick t = {.wide = p->clock()};
  pthread_mutex_lock(&p->lock);
  for (struct entry **pp = &p->head, *e; (e = *pp);) {
    if (e->refs == 0 && old(e, (uint32_t)t.wide)) *pp = e->next, destroy(e);
    else pp = &e->next;
  }
  pthread_mutex_unlock(&p->lock);
}

/* files locked by their readers; a stamp may lie in the future */
int drop_file(int dir, const char *name) {
  struct stat st;
  int rc = -1, fd = openat(dir, name, O_RDWR | O_NOFOLLOW);
  if (fd < 0) return -1;
  if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &st) != 0) goto out;
  unsigned long age = (unsigned long)time(NULL) - (unsigned long)st.st_mtime;
  if (age > 86400ul) rc = unlinkat(dir, name, 0); // EXPECT: unsigned-age
out:
  close(fd);
  return rc;
}
int drop_file_signed(int dir, const char *name) {
  struct stat st;
  int rc = -1, fd = openat(dir, name, O_RDWR | O_NOFOLLOW);
  if (fd < 0) return -1;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 && time(NULL) - st.st_mtime > 86400) rc = unlinkat(dir, name, 0);
  close(fd);
  return rc;
}

static void *cleaner(void *arg) {
  struct pool *p = arg;
  sweep(p), sweep_ordered(p), sweep_ticks(p, tick_old), sweep_ticks(p, tick_old_signed);
  return drop_first(p, false) && drop_first(p, true) ? p : NULL;
}
int main(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, cleaner, &pool)) return 1;
  struct entry *e = entry_get(&pool, 1);
  if (e) entry_put(&pool, e);
  return pthread_join(t, NULL);
}
