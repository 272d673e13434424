#include "../lit/rmw/shared-lock-pthread.c"
#include "stress.h"

static struct table t = {PTHREAD_RWLOCK_INITIALIZER, 0};
static void fresh(void) { reset(&t); }
static void stepLost(int thread) { (void)thread, guilty(&t); }
static void stepKept(int thread) { (void)thread, corrected(&t); }
static int wrong(long n) { return t.lookups != 2 * n; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
};
PROVE(proofs)
