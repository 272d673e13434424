#include "../lit/rmw/atomic-load-store.cpp"
#include "stress.h"

static void fresh() { Total = 0; }
static int wrong(long N) { return Total != 2 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { guilty(1); }, wrong},
    {"guiltyStatements", LOSES, 200, 20000, fresh,
     [](int) { guiltyStatements(1); }, wrong},
    {"guiltyFree", LOSES, 200, 20000, fresh, [](int) { guiltyFree(1); }, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { corrected(1); }, wrong},
    {"correctedLoop", KEEPS, 2000, 20, [] { Total = 1; },
     [](int) { correctedLoop(2); },
     [](long N) -> int { return Total != 1L << 2 * N; }},
};
PROVE(Proofs)
