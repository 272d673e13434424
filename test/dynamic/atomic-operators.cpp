#include "../lit/rmw/atomic-operators.cpp"
#include "stress.h"

static Meter M;
static void fresh() { M.Count = M.Mask = 0; }
static int next(int N) { return N + 1; }
static int wrong(long N) { return M.Count != 2 * N; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { guilty(M); }, wrong},
    {"guiltyFunction", LOSES, 200, 20000, fresh,
     [](int) { guiltyFunction(M, next); }, wrong},
    {"guiltyMask", LOSES, 20000, 1, fresh, [](int T) { guiltyMask(M, 1 + T); },
     [](long) -> int { return M.Mask != 3; }},
    {"guiltyToggle", LOSES, 200, 20000, fresh, [](int) { guiltyToggle(M); },
     [](long) -> int { return M.Mask != 0; }},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { corrected(M, 4); },
     [](long N) -> int { return M.Count != 4 * N || M.Mask != 4; }},
};
PROVE(Proofs)
