#include "../lit/rmw/atomic-c11.c"
#include "stress.h"

static void fresh(void) { total = limit = 0; }
static void stepLost(int thread) { (void)thread, guilty(1); }
static void stepCalls(int thread) { (void)thread, guiltyCalls(1); }
static void stepKept(int thread) { (void)thread, corrected(1); }
static int wrong(long n) { return total != 2 * n; }
static int wrongLimit(long n) { return limit != 2 * n; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"guiltyCalls", LOSES, 200, 20000, fresh, stepCalls, wrongLimit},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
};
PROVE(proofs)
