#include "../lit/rmw/member-guarded-elsewhere.cpp"
#include "stress.h"

static Meter *M;
static void fresh() { M = new Meter; }
static int wrong(long N) { return M->total() != 2 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { M->guilty(); }, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { M->corrected(); }, wrong},
};
PROVE(Proofs)
