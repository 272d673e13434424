#include "../lit/rmw/composite-methods.cpp"
#include "stress.h"

static Table *T;
static void fresh() { T = new Table; }
static int wrong(long N) { return T->limit() != 1 << 2 * N; }

static const Proof Proofs[] = {
    {"guiltyUpdate", LOSES, 20000, 10, fresh, [](int) { guiltyUpdate(*T); },
     wrong},
    {"corrected", KEEPS, 5000, 10, fresh, [](int) { corrected(*T, "a"); },
     wrong},
};
PROVE(Proofs)
