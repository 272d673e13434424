#include "../lit/rmw/atomic-check-set.cpp"
#include "stress.h"

static bool In[2];
static void fresh() {
  Started = false;
  State = 0;
}
static int wrong(long) { return In[0] == In[1]; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 50000, 1, fresh, [](int T) { In[T] = guilty(); }, wrong},
    {"guiltyEarlyReturn", LOSES, 50000, 1, fresh,
     [](int T) { In[T] = guiltyEarlyReturn(); }, wrong},
    {"guiltyThroughLocal", LOSES, 50000, 1, fresh,
     [](int T) { In[T] = guiltyThroughLocal(); }, wrong},
    {"corrected", KEEPS, 20000, 1, fresh, [](int T) { In[T] = corrected(); },
     wrong},
    {"correctedCompare", KEEPS, 20000, 1, fresh,
     [](int T) { In[T] = correctedCompare(); }, wrong},
};
PROVE(Proofs)
