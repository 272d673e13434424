// RUN: %tocsin %s
// STD: gnu17
/* Shared accounting record: plain updates reached along different data paths. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#define WORKERS 4
enum op { OP_READ, OP_WRITE };
union cell { long count; unsigned char raw[sizeof(long)]; };
struct stats {
  pthread_mutex_t lock;
  long hits, bytes, reads, writes, quota, peak, retries, faults;
  union cell cell;
};
static pthread_mutex_t total_lock = PTHREAD_MUTEX_INITIALIZER;
static long total;
static long *total_ref = &total;
static struct stats shared = {.lock = PTHREAD_MUTEX_INITIALIZER, .quota = 1000};
static const int locking_off = 0, locking_on = 1;
/* global */
static void total_add(long n) { total += n; } // EXPECT: lost-update
static void total_add_sync(long n) {
  pthread_mutex_lock(&total_lock);
  total += n;
  pthread_mutex_unlock(&total_lock);
}
/* pointer to pointer */
static void ref_add(long **ref, long n) {
  **ref = **ref + n;
}
/* function pointer */
typedef void (*apply_fn)(struct stats *, long);
static void apply_bytes(struct stats *s, long n) { s->bytes += n; } // EXPECT: lost-update
static void apply_hits(struct stats *s, long n) { s->hits += n; }
static void run_direct(struct stats *s, apply_fn fn, long n) { fn(s, n); }
static void run_held(struct stats *s, apply_fn fn, long n) {
  pthread_mutex_lock(&s->lock);
  fn(s, n);
  pthread_mutex_unlock(&s->lock);
}
/* union member */
static void cell_bump(struct stats *s) { s->cell.count++; } // EXPECT: lost-update
/* switch: one arm takes the lock */
static void account(struct stats *s, enum op op, long n) {
  switch (op) {
  case OP_READ:
    pthread_mutex_lock(&s->lock);
    s->reads += n;
    pthread_mutex_unlock(&s->lock);
    break;
  case OP_WRITE:
    s->writes += n; // EXPECT: lost-update
    break;
  }
}

/* goto over the release */
static int reserve(struct stats *s, long n) {
  long left;
  pthread_mutex_lock(&s->lock);
  left = s->quota - n;
  if (left < 0) goto out;
  pthread_mutex_unlock(&s->lock);
  s->quota = left; // EXPECT: lost-update
  return 0;
out:
  pthread_mutex_unlock(&s->lock);
  return -1;
}
static int reserve_held(struct stats *s, long n) {
  int rc = -1;
  long left;
  pthread_mutex_lock(&s->lock);
  left = s->quota - n;
  if (left < 0) goto out;
  s->quota = left;
  rc = 0;
out:
  pthread_mutex_unlock(&s->lock);
  return rc;
}

/* constant flag decides about the lock */
static void note_retry(struct stats *s) {
  if (locking_off) pthread_mutex_lock(&s->lock);
  s->retries++; // EXPECT: lost-update
  if (locking_off) pthread_mutex_unlock(&s->lock);
}
static void note_retry_on(struct stats *s) {
  if (locking_on) pthread_mutex_lock(&s->lock);
  s->retries++;
  if (locking_on) pthread_mutex_unlock(&s->lock);
}

/* varargs helper */
static void sum_into(long *dst, int n, ...) {
  va_list ap;
  va_start(ap, n);
  while (n-- > 0) *dst += va_arg(ap, long); // EXPECT-MISS: lost-update
  va_end(ap);
}
static void *worker(void *arg) {
  struct stats *s = arg;
  for (int i = 0; i < 1000; i++) {
    total_add(1);
    total_add_sync(1);
    ref_add(&total_ref, 2);
    run_direct(s, apply_bytes, 64);
    run_held(s, apply_bytes, 64);
    run_held(s, apply_hits, 1);
    cell_bump(s);
    account(s, i & 1 ? OP_READ : OP_WRITE, i);
    if (reserve(s, 1) == 0) reserve_held(s, 1);
    note_retry(s);
    note_retry_on(s);
    sum_into(&s->faults, 2, 1L, 2L); // EXPECT: lost-update
    pthread_mutex_lock(&s->lock);
    sum_into(&s->peak, 1, 1L);
    s->faults++, s->cell.count++, s->writes++;
    pthread_mutex_unlock(&s->lock);
  }
  return NULL;
}

int main(void) {
  pthread_t t[WORKERS];
  for (int i = 0; i < WORKERS; i++)
    if (pthread_create(&t[i], NULL, worker, &shared)) return 1;
  for (int i = 0; i < WORKERS; i++) pthread_join(t[i], NULL);
  printf("%ld %ld %ld\n", total, shared.hits, shared.bytes);
  return 0;
}
