#include "../lit/rmw/early-unlock.cpp"
#include "stress.h"

static Ids *I;
static void fresh() { I = new Ids; }
static int wrong(long N) { return I->corrected() != 1 + 2 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { I->guilty(); }, wrong},
    {"guiltyScope", LOSES, 200, 20000, fresh, [](int) { I->guiltyScope(); },
     wrong},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { I->corrected(); }, wrong},
};
PROVE(Proofs)
