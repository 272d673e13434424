// FLAGS: -fopenmp
#include "../lit/rmw/openmp-critical-names.c"
#include "stress.h"

enum { N = 60000 };
static long sum;
static void fresh(void) { sum = 0; }
static void stepLost(int thread) { thread ? 0 : (sum = guilty(N)); }
static void stepKept(int thread) { thread ? 0 : (sum = corrected(N)); }
static int wrong(long n) { return sum != N / 3 * 5; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 1, fresh, stepLost, wrong},
    {"corrected", KEEPS, 20, 1, fresh, stepKept, wrong},
};
PROVE(proofs)
