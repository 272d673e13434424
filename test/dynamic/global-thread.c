#include "../lit/rmw/global-thread.c"
#include "stress.h"

static void fresh(void) { lost = kept = 0; }
static void stepLost(int thread) { thread == 0 ? runGuilty(20000) : 0; }
static void stepKept(int thread) { thread == 0 ? runCorrected(20000) : 0; }
static int wrongLost(long n) { return lost != 80000 * n; }
static int wrongKept(long n) { return kept != 80000 * n; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 1, fresh, stepLost, wrongLost},
    {"corrected", KEEPS, 20, 1, fresh, stepKept, wrongKept},
};
PROVE(proofs)
