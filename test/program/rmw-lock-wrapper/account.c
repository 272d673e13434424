// Its users never see the system's names.
#include "lock.h"

struct account {
  struct lock *lock;
  long cents;
};

void deposit(struct account *a, long n) {
  lockEnter(a->lock);
  a->cents += n;
  lockLeave(a->lock);
}

int tryDeposit(struct account *a, long n) {
  if (!lockTry(a->lock))
    return 0;
  a->cents += n;
  lockLeave(a->lock);
  return 1;
}

void guilty(struct account *a, long percent) {
  lockEnter(a->lock);
  long seen = a->cents;
  lockLeave(a->lock);
  lockEnter(a->lock);
  a->cents = seen + seen * percent / 100; // EXPECT: lost-update
  lockLeave(a->lock);
}

void corrected(struct account *a, long percent) {
  lockEnter(a->lock);
  a->cents += a->cents * percent / 100;
  lockLeave(a->lock);
}
