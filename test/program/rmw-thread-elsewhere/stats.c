// The counters stand here, and nothing here says that threads use them.
#include "stats.h"
#include <stdatomic.h>

static long lost;
static atomic_long kept;
static long starts;

void countLost(void) {
  lost++; // EXPECT: lost-update
}

void countKept(void) { kept++; }

long lostTotal(void) { return lost; }
long keptTotal(void) { return kept; }

// Only main calls this, before the first thread.
void countAtStart(void) { starts++; }
