#include "../lit/rmw/split-section-pthread.c"
#include "stress.h"

static struct port p = {.lock = PTHREAD_MUTEX_INITIALIZER};
static void fresh(void) { p.stats.bytes = p.stats.packets = 0; }
static void stepLost(int thread) { guilty(&p, 1 + thread); }
static void stepKept(int thread) { corrected(&p, 1 + thread); }
static int wrong(long n) {
  return p.stats.bytes != 3 * n || p.stats.packets != 2 * n;
}

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
};
PROVE(proofs)
