#include "../lit/rmw/atomic-ref.cpp"
#include "stress.h"

static Meter M;
static bool In[2];
static void fresh() {
  M.Total = M.Count = 0;
  M.Busy.clear();
}
static int wrongIn(long) { return In[0] == In[1]; }

static const Proof Proofs[] = {
    {"guiltyPlain", LOSES, 200, 20000, fresh,
     [](int T) { T ? guiltyPlain(M, 1) : add(M, 1); },
     [](long N) -> int { return M.Total != 2 * N; }},
    {"guiltyFlag", LOSES, 50000, 1, fresh, [](int T) { In[T] = guiltyFlag(M); },
     wrongIn},
    {"corrected", KEEPS, 20000, 1, fresh, [](int T) { In[T] = corrected(M); },
     [](long) -> int { return wrongIn(0) || M.Count != 4; }},
};
PROVE(Proofs)
