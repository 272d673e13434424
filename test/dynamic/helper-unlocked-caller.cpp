#include "../lit/rmw/helper-unlocked-caller.cpp"
#include "stress.h"

static Meter *M;
static Corrected *C;
static void fresh() {
  M = new Meter;
  C = new Corrected;
}

static const Proof Proofs[] = {
    {"Meter", LOSES, 200, 20000, fresh,
     [](int T) { T ? M->guilty() : M->one(); },
     [](long N) -> int { return M->total() != 2 * N; }},
    {"Corrected", KEEPS, 20, 20000, fresh,
     [](int T) { T ? C->three() : C->one(); },
     [](long N) -> int { return C->total() != 2 * N; }},
};
PROVE(Proofs)
