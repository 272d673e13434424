//===- qt_thread_mock.h - The few Qt locks that the tests need ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations only, so that no Qt needs to be installed.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_QT_THREAD_MOCK_H
#define TOCSIN_TEST_QT_THREAD_MOCK_H

template <class T> class QBasicAtomicInteger {
public:
  T loadRelaxed() const noexcept;
  T loadAcquire() const noexcept;
  void storeRelaxed(T Value) noexcept;
  void storeRelease(T Value) noexcept;
  bool ref() noexcept;
  bool deref() noexcept;
  bool testAndSetOrdered(T Expected, T Value) noexcept;
  T fetchAndStoreOrdered(T Value) noexcept;
  T fetchAndAddOrdered(T Value) noexcept;
};

template <class T> class QAtomicInteger : public QBasicAtomicInteger<T> {
public:
  QAtomicInteger(T Value = 0) noexcept;
};

class QAtomicInt : public QAtomicInteger<int> {
public:
  QAtomicInt(int Value = 0) noexcept;
};

class QBasicMutex {
public:
  void lock() noexcept;
  void unlock() noexcept;
  bool tryLock() noexcept;
};

class QMutex : public QBasicMutex {
public:
  QMutex();
  ~QMutex();
  bool tryLock(int Timeout = 0) noexcept;
};

template <class Mutex> class QMutexLocker {
public:
  explicit QMutexLocker(Mutex *M);
  ~QMutexLocker();
  bool isLocked() const noexcept;
  void unlock() noexcept;
  void relock() noexcept;
  Mutex *mutex() const;
};
template <class Mutex> QMutexLocker(Mutex *) -> QMutexLocker<Mutex>;

class QReadWriteLock {
public:
  QReadWriteLock();
  ~QReadWriteLock();
  void lockForRead();
  void lockForWrite();
  void unlock();
};

class QReadLocker {
public:
  explicit QReadLocker(QReadWriteLock *L);
  ~QReadLocker();
  void unlock();
  void relock();
};

class QWriteLocker {
public:
  explicit QWriteLocker(QReadWriteLock *L);
  ~QWriteLocker();
  void unlock();
  void relock();
};

#endif // TOCSIN_TEST_QT_THREAD_MOCK_H
