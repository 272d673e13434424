#include "../lit/rmw/bit-field.c"
#include "stress.h"

static struct page p = {.lock = PTHREAD_MUTEX_INITIALIZER};
static struct apart a = {.lock = PTHREAD_MUTEX_INITIALIZER};
static void fresh(void) { p.uses = p.dirty = a.uses = a.dirty = 0; }
static void stepLost(int thread) { thread ? guilty(&p) : use(&p); }
static void stepKept(int thread) { thread ? corrected(&p) : use(&p); }
static void stepApart(int thread) { thread ? markApart(&a) : useApart(&a); }
static int wrong(long n) { return p.uses != n || !p.dirty; }
static int wrongApart(long n) { return a.uses != n || !a.dirty; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
    {"markApart", KEEPS, 20, 20000, fresh, stepApart, wrongApart},
};
PROVE(proofs)
