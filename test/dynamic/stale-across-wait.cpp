#include "../lit/rmw/stale-across-wait.cpp"
#include "stress.h"

static Tank *T;
static void fresh() { T = new Tank; }
static int wrong(long) { return T->level() != 9; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 5000, 1, fresh,
     [](int I) { I ? T->fill(10) : T->guilty(1); }, wrong},
    {"guiltyPredicate", LOSES, 5000, 1, fresh,
     [](int I) { I ? T->fill(10) : T->guiltyPredicate(1); }, wrong},
    {"corrected", KEEPS, 5000, 1, fresh,
     [](int I) { I ? T->fill(10) : T->corrected(1); }, wrong},
};
PROVE(Proofs)
