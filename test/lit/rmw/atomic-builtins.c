// RUN: %tocsin %s
// GCC's builtins make plain variables atomic, one operation at a time.

static long total;

void guilty(long n) {
  long seen = __atomic_load_n(&total, __ATOMIC_ACQUIRE);
  __atomic_store_n(&total, seen + n, __ATOMIC_RELEASE); // EXPECT: split-atomic
}

void guiltyGeneric(long n) {
  long seen, next;
  __atomic_load(&total, &seen, __ATOMIC_SEQ_CST);
  next = seen - n;
  __atomic_store(&total, &next, __ATOMIC_SEQ_CST); // EXPECT: split-atomic
}

void corrected(long n) { __atomic_fetch_add(&total, n, __ATOMIC_ACQ_REL); }

void correctedLoop(long n) {
  long seen = __atomic_load_n(&total, __ATOMIC_ACQUIRE);
  while (!__atomic_compare_exchange_n(&total, &seen, seen * n, 1,
                                      __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
  }
}
