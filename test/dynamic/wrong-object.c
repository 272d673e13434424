#include "../lit/rmw/wrong-object.c"
#include "stress.h"

static struct account a[2] = {{PTHREAD_MUTEX_INITIALIZER, 0},
                              {PTHREAD_MUTEX_INITIALIZER, 0}};
static void fresh(void) { a[0].cents = a[1].cents = 0; }
static void stepLost(int thread) { guilty(&a[thread], &a[!thread], 1); }
static void stepKept(int thread) { corrected(&a[thread], &a[!thread], 1); }
static int wrong(long n) { return a[0].cents || a[1].cents; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
};
PROVE(proofs)
