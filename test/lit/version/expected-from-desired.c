// RUN: %tocsin %s
// Who expects what it makes of the value that it wants to store waits for the
// word to be free, and overwrites nothing.

#define COUNT 0x10000u

void corrected(unsigned *word, unsigned group) {
  unsigned want = group + COUNT, seen = want;
  for (;;) {
    seen &= 0xffff;
    if (__atomic_compare_exchange_n(word, &seen, want, 0, __ATOMIC_SEQ_CST,
                                    __ATOMIC_RELAXED))
      return;
  }
}

void guilty(unsigned *word, unsigned group) {
  unsigned seen = __atomic_load_n(word, __ATOMIC_RELAXED);
  unsigned want = seen + group;
  while (!__atomic_compare_exchange_n(word, &seen, want, 0, // EXPECT: unchecked-version
                                      __ATOMIC_SEQ_CST, __ATOMIC_RELAXED))
    ;
}
