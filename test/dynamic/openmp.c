// FLAGS: -fopenmp
#include "../lit/rmw/openmp.c"
#include "stress.h"

enum { N = 40000 };
static double ones[N], sum;
static int bin[N], count[1];

static void fresh(void) {
  for (int i = 0; i < N; i++)
    ones[i] = 1;
  sum = 0;
  count[0] = 0;
}
static void stepLost(int thread) { thread ? 0 : (sum = guilty(ones, N)); }
static void stepArray(int thread) { thread ? 0 : guiltyArray(bin, count, N); }
static void stepReduction(int thread) {
  thread ? 0 : (sum = correctedReduction(ones, N));
}
static void stepAtomic(int thread) {
  thread ? 0 : (sum = correctedAtomic(ones, N));
}
static void stepCritical(int thread) {
  thread ? 0 : (sum = correctedCritical(ones, N));
}
static int wrong(long n) { return sum != N; }
static int wrongCount(long n) { return count[0] != N; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 1, fresh, stepLost, wrong},
    {"guiltyArray", LOSES, 200, 1, fresh, stepArray, wrongCount},
    {"correctedReduction", KEEPS, 20, 1, fresh, stepReduction, wrong},
    {"correctedAtomic", KEEPS, 20, 1, fresh, stepAtomic, wrong},
    {"correctedCritical", KEEPS, 20, 1, fresh, stepCritical, wrong},
};
PROVE(proofs)
