#include "../lit/rmw/captured-by-reference.cpp"
#include "stress.h"

static long Sum;
static void fresh() { Sum = 0; }
static int wrong(long N) { return Sum != 2 * 20000 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 1, fresh,
     [](int T) { T == 0 ? Sum = guilty(20000) : 0; }, wrong},
    {"corrected", KEEPS, 20, 1, fresh,
     [](int T) { T == 0 ? Sum = corrected(20000) : 0; }, wrong},
};
PROVE(Proofs)
