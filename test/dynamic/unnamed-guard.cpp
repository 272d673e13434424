#include "../lit/rmw/unnamed-guard.cpp"
#include "stress.h"

static Meter M;
static void fresh() { M.reset(); }
static int wrong(long N) { return M.total() != 2 * N; }

static const Proof Proofs[] = {
    {"guiltyTemporary", LOSES, 200, 20000, fresh,
     [](int) { M.guiltyTemporary(); }, wrong},
    {"guiltyDeclaration", LOSES, 200, 20000, fresh,
     [](int) { M.guiltyDeclaration(); }, wrong},
    {"guiltyEmpty", LOSES, 200, 20000, fresh, [](int) { M.guiltyEmpty(); },
     wrong},
    {"guiltyDeferred", LOSES, 200, 20000, fresh,
     [](int) { M.guiltyDeferred(); }, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { M.corrected(); }, wrong},
};
PROVE(Proofs)
