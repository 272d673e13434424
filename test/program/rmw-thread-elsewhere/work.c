// Between the start and the counter lies one more file.
#include "work.h"
#include "stats.h"

void *work(void *rounds) {
  for (long i = *(long *)rounds; i > 0; i--) {
    countLost();
    countKept();
  }
  return 0;
}
