#include "../lit/rmw/volatile-count.c"
#include "stress.h"

static void fresh(void) { lost = kept = 0; }
static void step(int thread) { thread ? 0 : run(20000); }
static int wrongLost(long n) { return lostCount() != 40000; }
static int wrongKept(long n) { return keptCount() != 40000; }

static const struct Proof proofs[] = {
    {"volatile", LOSES, 200, 1, fresh, step, wrongLost},
    {"atomic", KEEPS, 20, 1, fresh, step, wrongKept},
};
PROVE(proofs)
