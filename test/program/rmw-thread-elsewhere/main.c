// The threads start here.
#include "stats.h"
#include "work.h"
#include <pthread.h>

int main(void) {
  pthread_t threads[2];
  long rounds = 1000;
  countAtStart();
  for (int i = 0; i < 2; i++)
    pthread_create(&threads[i], 0, work, &rounds);
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], 0);
  return lostTotal() != keptTotal();
}
