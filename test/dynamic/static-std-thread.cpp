#include "../lit/rmw/static-std-thread.cpp"
#include "stress.h"
#include <functional>

static int Lost, Kept;
static void fresh() {
  Lost = nextLost();
  Kept = nextKept();
}

static const Proof Proofs[] = {
    {"nextLost", LOSES, 200, 20000, fresh, [](int) { nextLost(); },
     [](long N) -> int { return nextLost() != Lost + 2 * N + 1; }},
    {"nextKept", KEEPS, 20, 20000, fresh, [](int) { nextKept(); },
     [](long N) -> int { return nextKept() != Kept + 2 * N + 1; }},
};
PROVE(Proofs)
