#include "../lit/rmw/split-section.cpp"
#include "stress.h"

static Meter M;
static long Added[2];
static void fresh() { M.Total = Added[0] = Added[1] = 0; }
static int wrong(long N) { return M.Total != 2 * N; }
static int wrongAdded(long) { return M.Total != Added[0] + Added[1]; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { guilty(M, 1); }, wrong},
    {"guiltyScopes", LOSES, 200, 20000, fresh, [](int) { guiltyScopes(M, 1); },
     wrong},
    {"corrected", KEEPS, 20, 20000, fresh, [](int) { corrected(M, 1); }, wrong},
    {"delta", KEEPS, 20, 20000, fresh, [](int) { delta(M, 1); }, wrong},
    {"rechecked", KEEPS, 20, 20000, fresh,
     [](int T) { Added[T] += rechecked(M, 1); }, wrongAdded},
};
PROVE(Proofs)
