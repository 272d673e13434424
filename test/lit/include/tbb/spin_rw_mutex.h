//===- spin_rw_mutex.h - The few oneTBB names that the tests need ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations only, so that no oneTBB needs to be installed.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_TBB_SPIN_RW_MUTEX_H
#define TOCSIN_TEST_TBB_SPIN_RW_MUTEX_H

namespace tbb {
namespace detail {
namespace d1 {

template <class Mutex> class rw_scoped_lock {
public:
  constexpr rw_scoped_lock() noexcept {}
  rw_scoped_lock(Mutex &M, bool Write = true);
  ~rw_scoped_lock();
  rw_scoped_lock(const rw_scoped_lock &) = delete;
  rw_scoped_lock &operator=(const rw_scoped_lock &) = delete;
  void acquire(Mutex &M, bool Write = true);
  bool try_acquire(Mutex &M, bool Write = true);
  void release();
  bool upgrade_to_writer();
  bool downgrade_to_reader();
  bool is_writer() const;

private:
  Mutex *Held = nullptr;
  bool IsWriter = false;
};

class spin_rw_mutex {
public:
  using scoped_lock = rw_scoped_lock<spin_rw_mutex>;
  spin_rw_mutex() noexcept;
  ~spin_rw_mutex();
  spin_rw_mutex(const spin_rw_mutex &) = delete;
  spin_rw_mutex &operator=(const spin_rw_mutex &) = delete;
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  void unlock_shared();

private:
  long State;
};

} // namespace d1
} // namespace detail

inline namespace v1 {
using detail::d1::spin_rw_mutex;
} // namespace v1
} // namespace tbb

#endif // TOCSIN_TEST_TBB_SPIN_RW_MUTEX_H
