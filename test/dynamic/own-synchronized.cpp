#include "../lit/rmw/own-synchronized.cpp"
#include "stress.h"

static void fresh() { Total.set(0); }
static int wrong(long N) { return Total.get() != 2 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { guilty(); }, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { corrected(); }, wrong},
};
PROVE(Proofs)
