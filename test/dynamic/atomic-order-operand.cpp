#include "../lit/rmw/atomic-order-operand.cpp"
#include "stress.h"

static void fresh() { Refs = 0; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 20, 1000, fresh, [](int) { guilty(); },
     [](long N) -> int { return Refs != 2 * N; }},
    {"guiltyStore", LOSES, 20, 1, fresh, [](int) { guiltyStore(); },
     [](long) -> int { return Refs != 0; }},
    {"corrected", KEEPS, 20, 1000, fresh, [](int) { corrected(); },
     [](long) -> int { return Refs < 0 || Refs > 1; }},
};
PROVE(Proofs)
