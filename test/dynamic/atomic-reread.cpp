#include "../lit/rmw/atomic-reread.cpp"
#include "stress.h"

// Two references, dropped by one thread each: exactly one is the last.
static Job *J;
static bool Last[2];
static void fresh() {
  J = new Job;
  J->take();
}
static int wrong(long) { return Last[0] == Last[1]; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 50000, 1, fresh, [](int T) { Last[T] = J->guilty(); },
     wrong},
    {"guiltyDone", LOSES, 50000, 1, fresh,
     [](int T) { Last[T] = J->guiltyDone(); }, wrong},
    {"corrected", KEEPS, 20000, 1, fresh,
     [](int T) { Last[T] = J->corrected(); }, wrong},
    {"correctedDone", KEEPS, 20000, 1, fresh,
     [](int T) { Last[T] = J->correctedDone(); }, wrong},
};
PROVE(Proofs)
