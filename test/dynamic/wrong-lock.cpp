#include "../lit/rmw/wrong-lock.cpp"
#include "stress.h"

static Queue *Q;
static void fresh() { Q = new Queue; }
static int wrong(long) { return !Q->empty(); }

static const Proof Proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh,
     [](int T) { T ? Q->guilty() : Q->push(); }, wrong},
    {"corrected", KEEPS, 20, 20000, fresh,
     [](int T) { T ? Q->corrected() : Q->push(); }, wrong},
    {"correctedBoth", KEEPS, 20, 20000, fresh,
     [](int T) { T ? Q->correctedBoth() : Q->push(); }, wrong},
};
PROVE(Proofs)
