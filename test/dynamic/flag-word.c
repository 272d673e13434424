#include "../lit/rmw/flag-word.c"
#include "stress.h"

static struct file f = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static long bad;
static void fresh(void) { f.flags = bad = 0; }

// One thread opens and closes and looks whether it happened.
static void work(int thread, void (*other)(struct file *)) {
  if (thread) {
    other(&f);
    return;
  }
  openFile(&f);
  bad += !isOpen(&f);
  closeFile(&f);
  bad += isOpen(&f);
}
static void stepLost(int thread) { work(thread, guilty); }
static void stepKept(int thread) { work(thread, corrected); }
static int wrong(long n) { return bad != 0; }

static const struct Proof proofs[] = {
    {"guilty", LOSES, 200, 20000, fresh, stepLost, wrong},
    {"corrected", KEEPS, 20, 20000, fresh, stepKept, wrong},
};
PROVE(proofs)
