#include "../lit/rmw/atomic-wrapper.cpp"
#include "stress.h"

static Stats S;
static void fresh() { S.Bytes.set(0); }
static int wrong(long N) { return S.Bytes.get() != 2 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { guilty(S, 1); }, wrong},
    {"guiltyStatements", LOSES, 50000, 1, fresh,
     [](int T) { guiltyStatements(S, 1 + T); },
     [](long) -> int { return S.Bytes.get() != 2; }},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { corrected(S, 1); }, wrong},
};
PROVE(Proofs)
