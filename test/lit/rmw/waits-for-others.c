// RUN: %tocsin %s
// Who looks again in order to wait, or to try again, does not take the look for
// the outcome of its own step.

static int users, limit = 8;
int serve(void);
void done(void);

void guilty(void) {
  __atomic_fetch_sub(&users, 1, __ATOMIC_ACQ_REL);
  if (__atomic_load_n(&users, __ATOMIC_ACQUIRE) == 0)
    done(); // EXPECT: split-atomic
}

void correctedWait(void) {
  __atomic_fetch_sub(&users, 1, __ATOMIC_ACQ_REL);
  while (__atomic_load_n(&users, __ATOMIC_ACQUIRE) != 0) {
  }
  done();
}

int correctedAgain(void) {
  for (int i = 0; i < 5; i++) {
    int seen = __atomic_load_n(&users, __ATOMIC_RELAXED), next;
    do {
      if (seen >= limit)
        return 0;
      next = seen + 1;
    } while (!__atomic_compare_exchange_n(&users, &seen, next, 0,
                                          __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
    if (serve())
      return 1;
    __atomic_fetch_sub(&users, 1, __ATOMIC_ACQ_REL);
  }
  return 0;
}

void correctedDrain(void) {
  int n;
  while ((n = __atomic_load_n(&users, __ATOMIC_RELAXED)) > 0) {
    if (!serve())
      return;
    __atomic_fetch_sub(&users, n, __ATOMIC_RELAXED);
  }
}
