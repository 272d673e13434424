#include "../lit/rmw/lock-upgrade-by-hand.cpp"
#include "stress.h"

static Cache C;
static void fresh() { C.reset(); }
static int wrong(long N) { return C.count() != 2 * N; }

static const Proof Proofs[] = {
    {"guiltyCount", LOSES, 200, 20000, fresh, [](int) { C.guiltyCount(); },
     wrong},
    {"correctedCount", KEEPS, 20, 20000, fresh, [](int) { C.correctedCount(); },
     wrong},
};
PROVE(Proofs)
