#include "../lit/rmw/atomic-maximum.cpp"
#include "stress.h"

static void fresh() {
  Longest = 0;
  Shortest = 9;
}
static int wrong(long) { return Longest != 2; }

static const Proof Proofs[] = {
    {"guilty", LOSES, 50000, 1, fresh, [](int T) { guilty(1 + T); }, wrong},
    {"guiltyMinimum", LOSES, 50000, 1, fresh,
     [](int T) { guiltyMinimum(1 + T); },
     [](long) -> int { return Shortest != 1; }},
    {"guiltyTernary", LOSES, 50000, 1, fresh,
     [](int T) { guiltyTernary(1 + T); }, wrong},
    {"corrected", KEEPS, 20000, 1, fresh, [](int T) { corrected(1 + T); },
     wrong},
};
PROVE(Proofs)
