#include "../lit/rmw/shared-lock.cpp"
#include "stress.h"

static Cache C;
static void fresh() { C.reset(); }
static int wrong(long N) { return C.hits() != 2 * N; }
static int wrongTwice(long N) { return C.hits() != 4 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { C.guilty(); }, wrong},
    {"guiltyMethod", LOSES, 200, 20000, fresh, [](int) { C.guiltyMethod(); },
     wrongTwice},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { C.corrected(); }, wrong},
};
PROVE(Proofs)
