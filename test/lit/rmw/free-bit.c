// RUN: %tocsin %s
// A free bit is searched in an atomic word and then set: two that search at
// once find the same.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

static _Atomic uint64_t Slots, Claimed, Marks;

int takeSlot(void) {
  uint64_t Seen = atomic_load(&Slots);
  if (Seen == UINT64_MAX)
    return -1;
  int Bit = __builtin_ctzll(~Seen);
  atomic_fetch_or(&Slots, UINT64_C(1) << Bit); // EXPECT: split-atomic
  return Bit;
}

void giveSlot(int Bit) { atomic_fetch_and(&Slots, ~(UINT64_C(1) << Bit)); }

int claim(void) {
  for (;;) {
    uint64_t Seen = atomic_load(&Claimed);
    if (Seen == UINT64_MAX)
      return -1;
    uint64_t One = UINT64_C(1) << __builtin_ctzll(~Seen);
    if (!(atomic_fetch_or(&Claimed, One) & One)) // who set it first has it
      return __builtin_ctzll(One);
  }
}

void disclaim(int Bit) { atomic_fetch_and(&Claimed, ~(UINT64_C(1) << Bit)); }

// What one helper clears, the other asks for: two steps of two tasks.
static void clearMark(int Bit) {
  atomic_fetch_and(&Marks, ~(UINT64_C(1) << Bit));
}

static int isMarked(int Bit) {
  return atomic_load(&Marks) & (UINT64_C(1) << Bit) ? 1 : 0;
}

static void *work(void *Arg) {
  (void)Arg;
  giveSlot(takeSlot());
  disclaim(claim());
  clearMark(3);
  return isMarked(4) ? (void *)&Marks : 0;
}

int main(void) {
  pthread_t Ids[2];
  for (int I = 0; I < 2; ++I)
    pthread_create(&Ids[I], 0, work, 0);
  for (int I = 0; I < 2; ++I)
    pthread_join(Ids[I], 0);
  return 0;
}
