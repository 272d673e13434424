#include "../lit/rmw/lock-on-some-paths.cpp"
#include "stress.h"

static Meter M;
static void fresh() { M.reset(); }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int T) { M.guilty(1 + T); },
     [](long N) -> int { return M.total() != 3 * N; }},
    {"corrected", KEEPS, 20, 20000, fresh, [](int T) { M.corrected(1 + T); },
     [](long N) -> int { return M.total() != 2 * N; }},
};
PROVE(Proofs)
