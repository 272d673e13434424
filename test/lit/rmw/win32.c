// RUN: %tocsin %s
// Interlocked in one place, plain or in pairs in another; SRW readers.
#include <windows.h>

struct session {
  SRWLOCK lock;
  LONG volatile refs;
  LONG volatile state;
  LONG bytes;
};

void take(struct session *s) {
  InterlockedIncrement(&s->refs);
  InterlockedExchange(&s->state, 1);
  AcquireSRWLockExclusive(&s->lock);
  s->bytes = 0;
  ReleaseSRWLockExclusive(&s->lock);
}

void guilty(struct session *s) {
  s->refs--; // EXPECT: lost-update
}

int guiltyReread(struct session *s) {
  InterlockedDecrement(&s->refs);
  return s->refs == 0; // EXPECT: split-atomic
}

void guiltyReader(struct session *s, LONG n) {
  AcquireSRWLockShared(&s->lock);
  s->bytes += n; // EXPECT: lost-update
  ReleaseSRWLockShared(&s->lock);
}

int corrected(struct session *s, LONG n) {
  AcquireSRWLockExclusive(&s->lock);
  s->bytes += n;
  ReleaseSRWLockExclusive(&s->lock);
  if (InterlockedCompareExchange(&s->state, 2, 1) != 1)
    return 0;
  return InterlockedDecrement(&s->refs) == 0;
}
