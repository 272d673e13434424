// PACKAGE: libabsl-dev
// FLAGS:
#include <absl/base/call_once.h>
#include <absl/base/internal/spinlock.h>
#include <absl/synchronization/blocking_counter.h>
#include <absl/synchronization/mutex.h>
#include <absl/synchronization/notification.h>
// ABSENT: absl::Mutex::lock, absl::Mutex::lock_shared, absl::Mutex::try_lock
// ABSENT: absl::Mutex::try_lock_shared, absl::Mutex::unlock
// ABSENT: absl::Mutex::unlock_shared, absl::base_internal::SpinLock::lock
// ABSENT: absl::base_internal::SpinLock::try_lock
// ABSENT: absl::base_internal::SpinLock::unlock

void function(int);

void locks(absl::Mutex &M, absl::Condition &C, absl::CondVar &V, absl::Duration D, absl::Time T, absl::base_internal::SpinLock &S, absl::once_flag &O, absl::BlockingCounter &K, absl::Notification &N) {
  M.LockWhen(C); // MODEL: lock.acquire
  M.WriterLockWhen(C); // MODEL: lock.acquire
  M.ReaderLockWhen(C); // MODEL: lock.acquire
  M.LockWhenWithTimeout(C, D); // MODEL: lock.acquire
  M.LockWhenWithDeadline(C, T); // MODEL: lock.acquire
  M.WriterLockWhenWithTimeout(C, D); // MODEL: lock.acquire
  M.WriterLockWhenWithDeadline(C, T); // MODEL: lock.acquire
  M.ReaderLockWhenWithTimeout(C, D); // MODEL: lock.acquire
  M.ReaderLockWhenWithDeadline(C, T); // MODEL: lock.acquire
  M.Lock(); // MODEL: lock.acquire
  M.WriterLock(); // MODEL: lock.acquire
  M.ReaderLock(); // MODEL: lock.acquire
  M.TryLock(); // MODEL: lock.acquire
  M.WriterTryLock(); // MODEL: lock.acquire
  M.ReaderTryLock(); // MODEL: lock.acquire
  M.Unlock(); // MODEL: lock.release
  M.WriterUnlock(); // MODEL: lock.release
  M.ReaderUnlock(); // MODEL: lock.release
  M.Await(C); // MODEL: lock.wait
  M.AwaitWithTimeout(C, D); // MODEL: lock.wait
  M.AwaitWithDeadline(C, T); // MODEL: lock.wait
  M.AssertHeld(); // MODEL: lock.held
  M.AssertReaderHeld(); // MODEL: lock.held
  V.Wait(&M); // MODEL: lock.wait
  V.WaitWithTimeout(&M, D); // MODEL: lock.wait
  V.WaitWithDeadline(&M, T); // MODEL: lock.wait
  S.Lock(); // MODEL: lock.acquire
  S.TryLock(); // MODEL: lock.acquire
  S.Unlock(); // MODEL: lock.release
  S.AssertHeld(); // MODEL: lock.held
  absl::call_once(O, function, 1); // MODEL: once.run
  K.Wait(); // MODEL: thread.join
  N.WaitForNotification(); // MODEL: thread.join
}

void guards(absl::Mutex &M, absl::Condition &C, absl::base_internal::SpinLock &S) {
  absl::MutexLock A(&M); // MODEL: lock.acquire
  absl::MutexLock B(&M, C); // MODEL: lock.acquire
  absl::WriterMutexLock D(&M); // MODEL: lock.acquire
  absl::ReaderMutexLock E(&M); // MODEL: lock.acquire
  absl::MutexLockMaybe F(&M); // MODEL: lock.acquire
  absl::ReleasableMutexLock G(&M); // MODEL: lock.acquire
  absl::base_internal::SpinLockHolder H(&S); // MODEL: lock.acquire
  G.Release(); // MODEL: lock.release
} // MODEL: lock.release
