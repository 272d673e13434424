// RUN: %tocsin %s
// The operators of an _Atomic member drop what they give back; a second look
// decides who is the last.
#include <stdatomic.h>
#include <stdlib.h>
#include <threads.h>

struct map {
  _Atomic unsigned holders;
  _Atomic int readers;
  char *tiles;
};

static void leave(struct map *m) {
  m->holders--;
  if (m->holders == 0) {
    free(m->tiles); // EXPECT: split-atomic
    free(m);
  }
}

static void leaveBy(struct map *m, unsigned n) {
  m->holders -= n;
  if (!m->holders)
    free(m); // EXPECT: split-atomic
}

static void leaveOnce(struct map *m) {
  if (--m->holders == 0) {
    free(m->tiles);
    free(m);
  }
}

static void leaveKept(struct map *m) {
  unsigned left = --m->holders;
  if (left == 0)
    free(m);
}

static int walk(void *arg) {
  struct map *m = arg;
  m->readers++;
  m->readers--;
  leave(m);
  return 0;
}

static int fly(void *arg) {
  leaveBy(arg, 2);
  return 0;
}

static int swim(void *arg) {
  leaveOnce(arg);
  return 0;
}

static int dive(void *arg) {
  leaveKept(arg);
  return 0;
}

int visit(struct map *m) {
  thrd_t t[4];
  return thrd_create(&t[0], walk, m) + thrd_create(&t[1], fly, m) +
         thrd_create(&t[2], swim, m) + thrd_create(&t[3], dive, m);
}
