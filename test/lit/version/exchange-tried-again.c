// RUN: %tocsin %s
// STD: gnu17
// A refused compare-exchange overwrites what it expected.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static _Atomic unsigned long owner;

static bool claim_twice(unsigned long me) {
  unsigned long vacant = 0;
  if (atomic_compare_exchange_strong(&owner, &vacant, me))
    return true;
  if (vacant == me)
    return true;
  return atomic_compare_exchange_strong(&owner, &vacant, me); // EXPECT: unchecked-version
}

static bool claim_twice_anew(unsigned long me) {
  unsigned long vacant = 0;
  if (atomic_compare_exchange_strong(&owner, &vacant, me))
    return true;
  vacant = 0;
  return atomic_compare_exchange_strong(&owner, &vacant, me);
}

// Taken on purpose: what was found is what is expected next.
static bool take_over(unsigned long me) {
  unsigned long found = 0;
  if (atomic_compare_exchange_strong(&owner, &found, me))
    return true;
  if (found == 0)
    return atomic_compare_exchange_strong(&owner, &found, me);
  return false;
}

static void *work(void *arg) {
  unsigned long me = (unsigned long)arg;
  if (claim_twice(me) || claim_twice_anew(me) || take_over(me))
    atomic_store(&owner, 0);
  return 0;
}

int main(void) {
  pthread_t t[3];
  for (unsigned long i = 0; i < 3; ++i)
    pthread_create(&t[i], 0, work, (void *)(i + 1));
  for (int i = 0; i < 3; ++i)
    pthread_join(t[i], 0);
}
