// RUN: %tocsin %s
// Who asks whether it is the only owner and else lets go of its own reference
// loses nothing; who asks for a limit and then counts may.
#include <stdlib.h>

struct blob {
  int Refs, Size;
};

static void drop(struct blob *B) {
  if (__atomic_sub_fetch(&B->Refs, 1, __ATOMIC_ACQ_REL) == 0)
    free(B);
}

struct blob *corrected(struct blob *B, int Size) {
  if (__atomic_load_n(&B->Refs, __ATOMIC_ACQUIRE) == 1 && B->Size >= Size)
    return B;
  struct blob *Own = calloc(1, sizeof *Own);
  drop(B);
  return Own;
}

int guilty(struct blob *B) {
  if (__atomic_load_n(&B->Refs, __ATOMIC_ACQUIRE) < 4) {
    __atomic_fetch_add(&B->Refs, 1, __ATOMIC_RELAXED); // EXPECT: split-atomic
    return 1;
  }
  return 0;
}
