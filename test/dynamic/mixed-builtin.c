#include "../lit/rmw/mixed-builtin.c"
#include "stress.h"

static Entry e;
static void fresh(void) { e.refs = e.hits = 0; }
static void stepLost(int thread) { thread ? guilty(&e) : take(&e); }
static void stepKept(int thread) { thread ? corrected(&e) : take(&e); }
static int wrong(long n) { return e.refs != 2 * n || e.hits != 3 * n; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
};
PROVE(proofs)
