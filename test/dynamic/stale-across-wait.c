#include "../lit/rmw/stale-across-wait.c"
#include "stress.h"

static struct tank t = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER};
static void fresh(void) { t.level = t.ready = 0; }
static void stepLost(int i) { i ? fill(&t, 10) : guilty(&t, 1); }
static void stepCallee(int i) { i ? fill(&t, 10) : guiltyCallee(&t, 1); }
static void stepKept(int i) { i ? fill(&t, 10) : corrected(&t, 1); }
static void stepKeptCallee(int i) { i ? fill(&t, 10) : correctedCallee(&t, 1); }
static int wrong(long n) { return t.level != 9; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 5000, 1, fresh, stepLost, wrong},
    {"guiltyCallee", LOSES, 5000, 1, fresh, stepCallee, wrong},
    {"corrected", KEEPS, 5000, 1, fresh, stepKept, wrong},
    {"correctedCallee", KEEPS, 5000, 1, fresh, stepKeptCallee, wrong},
};
PROVE(proofs)
