// RUN: %tocsin %s
// What a search has found is kept in a flag, which is asked after the unlock.
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct voucher {
  struct voucher *below;
  char code[12];
  long worth;
};
struct till {
  pthread_mutex_t gate;
  struct voucher *top;
};

static struct voucher *seek(struct till *t, const char *code) {
  for (struct voucher *v = t->top; v; v = v->below)
    if (strcmp(v->code, code) == 0)
      return v;
  return NULL;
}

static struct voucher *print(const char *code, long worth) {
  struct voucher *v = calloc(1, sizeof *v);
  strncpy(v->code, code, sizeof v->code - 1);
  v->worth = worth;
  return v;
}

static void stack(struct till *t, struct voucher *v) {
  v->below = t->top;
  t->top = v;
}

void issue(struct till *t, const char *code, long worth, long *had) {
  bool old = false;
  pthread_mutex_lock(&t->gate);
  struct voucher *v = seek(t, code);
  if (v) {
    *had = v->worth;
    old = true;
  }
  pthread_mutex_unlock(&t->gate);
  if (old)
    return;
  v = print(code, worth);
  pthread_mutex_lock(&t->gate);
  stack(t, v); // EXPECT: check-then-act
  pthread_mutex_unlock(&t->gate);
}

void issueOnce(struct till *t, const char *code, long worth, long *had) {
  bool old = false;
  struct voucher *fresh = print(code, worth);
  pthread_mutex_lock(&t->gate);
  struct voucher *v = seek(t, code);
  if (v) {
    *had = v->worth;
    old = true;
  }
  if (!old) {
    stack(t, fresh);
    fresh = NULL;
  }
  pthread_mutex_unlock(&t->gate);
  free(fresh);
}

static int known(struct till *t, const char *code) {
  int there = 0;
  pthread_mutex_lock(&t->gate);
  if (seek(t, code))
    there = 1;
  pthread_mutex_unlock(&t->gate);
  return there;
}

void add(struct till *t, const char *code) {
  if (known(t, code))
    return;
  struct voucher *v = print(code, 5);
  pthread_mutex_lock(&t->gate);
  stack(t, v); // EXPECT: check-then-act
  pthread_mutex_unlock(&t->gate);
}

void addUnlessThere(struct till *t, const char *code) {
  if (known(t, code))
    return;
  struct voucher *v = print(code, 5);
  pthread_mutex_lock(&t->gate);
  if (!seek(t, code)) {
    stack(t, v);
    v = NULL;
  }
  pthread_mutex_unlock(&t->gate);
  free(v);
}

// What the flag says was acted on where it was set.
struct rack {
  pthread_mutex_t gate;
  int made, most;
};

void *build(void);

void *order(struct rack *r) {
  void *p = NULL;
  bool make = false;
  pthread_mutex_lock(&r->gate);
  if (r->made < r->most) {
    r->made++;
    make = true;
  }
  pthread_mutex_unlock(&r->gate);
  if (make) {
    p = build();
    if (!p) {
      pthread_mutex_lock(&r->gate);
      r->made--;
      pthread_mutex_unlock(&r->gate);
    }
  }
  return p;
}
