#include "../lit/rmw/atomic-builtins.c"
#include "stress.h"

static void fresh(void) { total = 0; }
static void stepLost(int thread) { (void)thread, guilty(1); }
static void stepGeneric(int thread) { (void)thread, guiltyGeneric(-1); }
static void stepKept(int thread) { (void)thread, corrected(1); }
static int wrong(long n) { return total != 2 * n; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"guiltyGeneric", LOSES, 200, 20000, fresh, stepGeneric, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
};
PROVE(proofs)
