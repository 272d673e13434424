// RUN: %tocsin %s
// STD: gnu17
/* C11 atomics, compiler builtins, macros, an own thread header. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
/* own thread wrapper */
typedef struct os_thread { pthread_t id; void (*fn)(void *); void *arg; } os_thread;
static void *os_thread_main(void *p) {
  os_thread *t = p;
  t->fn(t->arg);
  return NULL;
}
static int os_thread_run(os_thread *t, void (*fn)(void *), void *arg) {
  t->fn = fn;
  t->arg = arg;
  return pthread_create(&t->id, NULL, os_thread_main, t);
}
static void os_thread_wait(os_thread *t) { pthread_join(t->id, NULL); }
#define FLAG_UP 1u
#define FLAG_HOT 2u
#define SET_FLAG(p, f) (atomic_store((p), atomic_load(p) | (f)))
#define OR_FLAG(p, f) ((void)atomic_fetch_or((p), (f)))
struct ring {
  _Atomic uint32_t flags;
  _Atomic int credit;
  _Atomic(struct node *) head;
  uint32_t tail;   /* __atomic_* */
  unsigned drops;  /* __sync_* */
  atomic_bool owner;
  atomic_int refs;
};
struct node { struct node *next; int v; };

/* macro that expands to two operations */
static void ring_up(struct ring *r) { SET_FLAG(&r->flags, FLAG_UP); } // EXPECT: split-atomic
static void ring_hot(struct ring *r) { OR_FLAG(&r->flags, FLAG_HOT); }

/* a = a - n on an _Atomic object */
static void credit_take(struct ring *r, int n) { r->credit = r->credit - n; } // EXPECT: split-atomic
static void credit_take_op(struct ring *r, int n) { r->credit -= n; }

/* bounded decrement */
static bool credit_try(struct ring *r) {
  while (1) {
    int c = atomic_load(&r->credit);
    if (c == 0) break;
    atomic_store(&r->credit, c - 1); // EXPECT: split-atomic
    return true;
  }
  return false;
}
static bool credit_try_cas(struct ring *r) {
  int c = atomic_load(&r->credit);
  while (c > 0)
    if (atomic_compare_exchange_weak(&r->credit, &c, c - 1)) return true;
  return false;
}

/* list head */
static void push(struct ring *r, struct node *n) {
  n->next = atomic_load(&r->head);
  atomic_store(&r->head, n); // EXPECT-MISS: split-atomic
}
static void push_cas(struct ring *r, struct node *n) {
  n->next = atomic_load(&r->head);
  while (!atomic_compare_exchange_weak(&r->head, &n->next, n)) {
  }
}

/* builtins on a plain member */
static uint32_t tail_step(struct ring *r) {
  uint32_t t = __atomic_load_n(&r->tail, __ATOMIC_ACQUIRE);
  __atomic_store_n(&r->tail, (t + 1) & 255, __ATOMIC_RELEASE); // EXPECT: split-atomic
  return t;
}
static uint32_t tail_step_cas(struct ring *r) {
  uint32_t t = __atomic_load_n(&r->tail, __ATOMIC_ACQUIRE);
  while (!__atomic_compare_exchange_n(&r->tail, &t, (t + 1) & 255, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
  }
  return t;
}

/* one place by builtin, another by operator */
static void drop_one(struct ring *r) { __sync_fetch_and_add(&r->drops, 1); }
static void drop_many(struct ring *r, unsigned n) { r->drops += n; } // EXPECT: lost-update
static void drop_many_sync(struct ring *r, unsigned n) { __sync_fetch_and_add(&r->drops, n); }

/* ownership flag */
static bool own(struct ring *r) {
  if (atomic_load(&r->owner)) return false;
  atomic_store(&r->owner, true); // EXPECT: split-atomic
  return true;
}
static bool own_cas(struct ring *r) {
  bool no = false;
  return atomic_compare_exchange_strong(&r->owner, &no, true);
}
static void disown(struct ring *r) { atomic_store(&r->owner, false); }

/* reference dropped */
static void put(struct ring *r) {
  atomic_fetch_sub(&r->refs, 1);
  if (atomic_load(&r->refs) == 0) free(r); // EXPECT: split-atomic
}
static void put_value(struct ring *r) {
  if (atomic_fetch_sub(&r->refs, 1) == 1) free(r);
}

static void body(void *arg) {
  struct ring *r = arg;
  struct node *n = calloc(1, sizeof *n), *m = calloc(1, sizeof *m);
  ring_up(r), ring_hot(r), credit_take(r, 1), credit_take_op(r, 1);
  if (credit_try(r) && credit_try_cas(r) && n && m) push(r, n), push_cas(r, m);
  drop_one(r), drop_many(r, tail_step(r)), drop_many_sync(r, tail_step_cas(r));
  if (own(r) || own_cas(r)) disown(r);
  put(r);
}
static void body_short(void *arg) { put_value(arg); }

int main(void) {
  struct ring *r = calloc(1, sizeof *r);
  os_thread t[3];
  if (!r) return 1;
  atomic_init(&r->refs, 3);
  atomic_init(&r->credit, 64);
  if (os_thread_run(&t[0], body, r) || os_thread_run(&t[1], body, r) || os_thread_run(&t[2], body_short, r)) return 1;
  for (int i = 0; i < 3; i++) os_thread_wait(&t[i]);
  return 0;
}
