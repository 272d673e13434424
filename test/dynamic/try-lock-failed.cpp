#include "../lit/rmw/try-lock-failed.cpp"
#include "stress.h"

static Meter M;
static long Added[2];
static void fresh() {
  M.reset();
  Added[0] = Added[1] = 0;
}
static int wrong(long N) { return M.total() != 2 * N; }
static int wrongAdded(long) { return M.total() != Added[0] + Added[1]; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, [](int) { M.guilty(1); }, wrong},
    {"corrected", KEEPS, 20, 20000, fresh,
     [](int T) { Added[T] += M.corrected(1); }, wrongAdded},
};
PROVE(Proofs)
