//===- Synchronized.h - The few folly names that the tests need -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations only, so that no folly needs to be installed.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_FOLLY_SYNCHRONIZED_H
#define TOCSIN_TEST_FOLLY_SYNCHRONIZED_H

namespace folly {

class SharedMutex {
public:
  SharedMutex();
  void lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
};

/// The data is const if the Synchronized is, as that of rlock() is.
template <class SynchronizedType> struct DataOf {
  using type = typename SynchronizedType::DataType;
};
template <class SynchronizedType> struct DataOf<const SynchronizedType> {
  using type = const typename SynchronizedType::DataType;
};

template <class SynchronizedType, class LockPolicy> class LockedPtr {
public:
  using CDataType = typename DataOf<SynchronizedType>::type;
  LockedPtr() = default;
  LockedPtr(LockedPtr &&) noexcept;
  LockedPtr &operator=(LockedPtr &&) noexcept;
  ~LockedPtr();
  CDataType *operator->() const;
  CDataType &operator*() const;
  bool isNull() const;
  explicit operator bool() const;
  void unlock();
};

namespace detail {
struct SynchronizedLockPolicyExclusive {};
struct SynchronizedLockPolicyShared {};
} // namespace detail

/// Where Synchronized has its locking methods from.
template <class Subclass> class SynchronizedBase {
public:
  using LockedPtr =
      ::folly::LockedPtr<Subclass, detail::SynchronizedLockPolicyExclusive>;
  using WLockedPtr = LockedPtr;
  using RLockedPtr =
      ::folly::LockedPtr<const Subclass, detail::SynchronizedLockPolicyShared>;

  WLockedPtr wlock();
  RLockedPtr rlock() const;
  template <class F> auto withWLock(F &&Function) {
    return Function(*wlock());
  }
  template <class F> auto withRLock(F &&Function) const {
    return Function(*rlock());
  }
};

template <class T, class Mutex = SharedMutex>
struct Synchronized : public SynchronizedBase<Synchronized<T, Mutex>> {
  using DataType = T;
  Synchronized();
  explicit Synchronized(const T &Value);
  T copy() const;
  T exchange(T &&Value);
  Synchronized &operator=(const T &Value);

private:
  T Datum;
  mutable Mutex Lock;
};

} // namespace folly

#endif // TOCSIN_TEST_FOLLY_SYNCHRONIZED_H
