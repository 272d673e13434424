// PACKAGE:
// FLAGS:
// Macros and builtins in the headers: what follows declares what is used of them.
extern "C" {
typedef long LONG;
LONG InterlockedIncrement(LONG volatile *);
LONG InterlockedDecrement(LONG volatile *);
LONG InterlockedIncrement64(LONG volatile *);
LONG InterlockedDecrement64(LONG volatile *);
LONG InterlockedIncrement16(LONG volatile *);
LONG InterlockedDecrement16(LONG volatile *);
LONG InterlockedIncrementAcquire(LONG volatile *);
LONG InterlockedIncrementRelease(LONG volatile *);
LONG InterlockedIncrementNoFence(LONG volatile *);
LONG InterlockedDecrementAcquire(LONG volatile *);
LONG InterlockedDecrementRelease(LONG volatile *);
LONG InterlockedDecrementNoFence(LONG volatile *);
LONG _InterlockedIncrement(LONG volatile *);
LONG _InterlockedDecrement(LONG volatile *);
LONG _InterlockedIncrement64(LONG volatile *);
LONG _InterlockedDecrement64(LONG volatile *);
LONG InterlockedExchangeAdd(LONG volatile *, LONG);
LONG InterlockedExchangeAdd64(LONG volatile *, LONG);
LONG InterlockedExchangeAddAcquire(LONG volatile *, LONG);
LONG InterlockedExchangeAddRelease(LONG volatile *, LONG);
LONG InterlockedExchangeAddNoFence(LONG volatile *, LONG);
LONG InterlockedAnd(LONG volatile *, LONG);
LONG InterlockedOr(LONG volatile *, LONG);
LONG InterlockedXor(LONG volatile *, LONG);
LONG InterlockedAnd64(LONG volatile *, LONG);
LONG InterlockedOr64(LONG volatile *, LONG);
LONG InterlockedXor64(LONG volatile *, LONG);
LONG InterlockedExchangeSubtract(LONG volatile *, LONG);
LONG _InterlockedExchangeAdd(LONG volatile *, LONG);
LONG _InterlockedAnd(LONG volatile *, LONG);
LONG _InterlockedOr(LONG volatile *, LONG);
LONG _InterlockedXor(LONG volatile *, LONG);
LONG InterlockedAdd(LONG volatile *, LONG);
LONG InterlockedAdd64(LONG volatile *, LONG);
LONG InterlockedExchange(LONG volatile *, LONG);
LONG InterlockedExchange64(LONG volatile *, LONG);
LONG InterlockedExchangePointer(LONG volatile *, LONG);
LONG InterlockedExchangeAcquire(LONG volatile *, LONG);
LONG InterlockedExchangeNoFence(LONG volatile *, LONG);
LONG _InterlockedExchange(LONG volatile *, LONG);
LONG _InterlockedExchangePointer(LONG volatile *, LONG);
LONG InterlockedBitTestAndSet(LONG volatile *, LONG);
LONG InterlockedBitTestAndReset(LONG volatile *, LONG);
LONG InterlockedBitTestAndSet64(LONG volatile *, LONG);
LONG InterlockedBitTestAndReset64(LONG volatile *, LONG);
LONG _interlockedbittestandset(LONG volatile *, LONG);
LONG _interlockedbittestandreset(LONG volatile *, LONG);
LONG InterlockedCompareExchange(LONG volatile *, LONG, LONG);
LONG InterlockedCompareExchange64(LONG volatile *, LONG, LONG);
LONG InterlockedCompareExchangePointer(LONG volatile *, LONG, LONG);
LONG InterlockedCompareExchangeAcquire(LONG volatile *, LONG, LONG);
LONG InterlockedCompareExchangeRelease(LONG volatile *, LONG, LONG);
LONG InterlockedCompareExchangeNoFence(LONG volatile *, LONG, LONG);
LONG _InterlockedCompareExchange(LONG volatile *, LONG, LONG);
LONG _InterlockedCompareExchangePointer(LONG volatile *, LONG, LONG);
LONG SleepConditionVariableCS(void *, void *, unsigned long);
LONG SleepConditionVariableSRW(void *, void *, unsigned long);
LONG CreateThread(void *, unsigned long, unsigned long (*)(void *), void *, unsigned long, unsigned long *);
LONG _beginthreadex(void *, unsigned long, unsigned long (*)(void *), void *, unsigned long, unsigned long *);
LONG _beginthread(unsigned long (*)(void *), unsigned, void *);
LONG QueueUserWorkItem(unsigned long (*)(void *), void *, unsigned long);
LONG TrySubmitThreadpoolCallback(unsigned long (*)(void *), void *, unsigned long);
LONG CreateThreadpoolWork(unsigned long (*)(void *), void *, unsigned long);
LONG CreateThreadpoolTimer(unsigned long (*)(void *), void *, unsigned long);
}

void calls(LONG volatile *A, unsigned long (*Run)(void *)) {
  InterlockedIncrement(A); // MODEL: atomic.update
  InterlockedDecrement(A); // MODEL: atomic.update
  InterlockedIncrement64(A); // MODEL: atomic.update
  InterlockedDecrement64(A); // MODEL: atomic.update
  InterlockedIncrement16(A); // MODEL: atomic.update
  InterlockedDecrement16(A); // MODEL: atomic.update
  InterlockedIncrementAcquire(A); // MODEL: atomic.update
  InterlockedIncrementRelease(A); // MODEL: atomic.update
  InterlockedIncrementNoFence(A); // MODEL: atomic.update
  InterlockedDecrementAcquire(A); // MODEL: atomic.update
  InterlockedDecrementRelease(A); // MODEL: atomic.update
  InterlockedDecrementNoFence(A); // MODEL: atomic.update
  _InterlockedIncrement(A); // MODEL: atomic.update
  _InterlockedDecrement(A); // MODEL: atomic.update
  _InterlockedIncrement64(A); // MODEL: atomic.update
  _InterlockedDecrement64(A); // MODEL: atomic.update
  InterlockedExchangeAdd(A, 1); // MODEL: atomic.update
  InterlockedExchangeAdd64(A, 1); // MODEL: atomic.update
  InterlockedExchangeAddAcquire(A, 1); // MODEL: atomic.update
  InterlockedExchangeAddRelease(A, 1); // MODEL: atomic.update
  InterlockedExchangeAddNoFence(A, 1); // MODEL: atomic.update
  InterlockedAnd(A, 1); // MODEL: atomic.update
  InterlockedOr(A, 1); // MODEL: atomic.update
  InterlockedXor(A, 1); // MODEL: atomic.update
  InterlockedAnd64(A, 1); // MODEL: atomic.update
  InterlockedOr64(A, 1); // MODEL: atomic.update
  InterlockedXor64(A, 1); // MODEL: atomic.update
  InterlockedExchangeSubtract(A, 1); // MODEL: atomic.update
  _InterlockedExchangeAdd(A, 1); // MODEL: atomic.update
  _InterlockedAnd(A, 1); // MODEL: atomic.update
  _InterlockedOr(A, 1); // MODEL: atomic.update
  _InterlockedXor(A, 1); // MODEL: atomic.update
  InterlockedAdd(A, 1); // MODEL: atomic.update
  InterlockedAdd64(A, 1); // MODEL: atomic.update
  InterlockedExchange(A, 1); // MODEL: atomic.update
  InterlockedExchange64(A, 1); // MODEL: atomic.update
  InterlockedExchangePointer(A, 1); // MODEL: atomic.update
  InterlockedExchangeAcquire(A, 1); // MODEL: atomic.update
  InterlockedExchangeNoFence(A, 1); // MODEL: atomic.update
  _InterlockedExchange(A, 1); // MODEL: atomic.update
  _InterlockedExchangePointer(A, 1); // MODEL: atomic.update
  InterlockedBitTestAndSet(A, 1); // MODEL: atomic.update
  InterlockedBitTestAndReset(A, 1); // MODEL: atomic.update
  InterlockedBitTestAndSet64(A, 1); // MODEL: atomic.update
  InterlockedBitTestAndReset64(A, 1); // MODEL: atomic.update
  _interlockedbittestandset(A, 1); // MODEL: atomic.update
  _interlockedbittestandreset(A, 1); // MODEL: atomic.update
  InterlockedCompareExchange(A, 1, 2); // MODEL: atomic.compare
  InterlockedCompareExchange64(A, 1, 2); // MODEL: atomic.compare
  InterlockedCompareExchangePointer(A, 1, 2); // MODEL: atomic.compare
  InterlockedCompareExchangeAcquire(A, 1, 2); // MODEL: atomic.compare
  InterlockedCompareExchangeRelease(A, 1, 2); // MODEL: atomic.compare
  InterlockedCompareExchangeNoFence(A, 1, 2); // MODEL: atomic.compare
  _InterlockedCompareExchange(A, 1, 2); // MODEL: atomic.compare
  _InterlockedCompareExchangePointer(A, 1, 2); // MODEL: atomic.compare
  SleepConditionVariableCS(0, 0, 0); // MODEL: lock.wait
  SleepConditionVariableSRW(0, 0, 0); // MODEL: lock.wait
  CreateThread(0, 0, Run, 0, 0, 0); // MODEL: thread.start
  _beginthreadex(0, 0, Run, 0, 0, 0); // MODEL: thread.start
  _beginthread(Run, 0, 0); // MODEL: thread.start
  QueueUserWorkItem(Run, 0, 0); // MODEL: thread.start
  TrySubmitThreadpoolCallback(Run, 0, 0); // MODEL: thread.start
  CreateThreadpoolWork(Run, 0, 0); // MODEL: thread.start
  CreateThreadpoolTimer(Run, 0, 0); // MODEL: thread.start
}
