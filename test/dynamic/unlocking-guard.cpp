#include "../lit/rmw/unlocking-guard.cpp"
#include "stress.h"

void report(long) {}

static Meter M;
static void fresh() { M.reset(); }
static int wrong(long N) { return M.total() != 2 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { M.guilty(1); }, wrong},
    {"guiltyInside", LOSES, 200, 20000, fresh, [](int) { M.guiltyInside(1); },
     wrong},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { M.corrected(1); }, wrong},
};
PROVE(Proofs)
