#include "../lit/rmw/early-unlock-goto.c"
#include "stress.h"

static struct pool p = {.lock = PTHREAD_MUTEX_INITIALIZER, .size = 1 << 30};
static void fresh(void) { p.used = 0; }
static void stepLost(int thread) { (void)thread, guilty(&p); }
static void stepKept(int thread) { (void)thread, corrected(&p); }
static int wrong(long n) { return p.used != 2 * n; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
};
PROVE(proofs)
