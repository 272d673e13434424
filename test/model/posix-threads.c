//===- posix-threads.c - Calls of models/posix-threads.yaml ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev
#include "operands.h"
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

void calls(va_list list) {
  // lock.acquire
  pthread_mutex_lock(lock);
  pthread_mutex_trylock(lock);
  pthread_mutex_timedlock(lock, 0);
  pthread_mutex_clocklock(lock, 0, 0);

  // lock.release
  pthread_mutex_unlock(lock);

  // lock.acquire
  pthread_rwlock_wrlock(lock);
  pthread_rwlock_trywrlock(lock);
  pthread_rwlock_timedwrlock(lock, 0);
  pthread_rwlock_clockwrlock(lock, 0, 0);
  pthread_rwlock_rdlock(lock);
  pthread_rwlock_tryrdlock(lock);
  pthread_rwlock_timedrdlock(lock, 0);
  pthread_rwlock_clockrdlock(lock, 0, 0);

  // lock.release
  pthread_rwlock_unlock(lock);

  // lock.acquire
  pthread_spin_lock(lock);
  pthread_spin_trylock(lock);

  // lock.release
  pthread_spin_unlock(lock);

  // lock.acquire
  mtx_lock(lock);
  mtx_timedlock(lock, 0);
  mtx_trylock(lock);

  // lock.release
  mtx_unlock(lock);

  // lock.count
  sem_init(lock, 0, value);

  // lock.acquire
  sem_wait(lock);
  sem_trywait(lock);
  sem_timedwait(lock, 0);
  sem_clockwait(lock, 0, 0);

  // lock.release
  sem_post(lock);

  // lock.acquire, lock.release
  pthread_barrier_wait(lock);

  // lock.wait
  pthread_cond_wait(0, lock);
  pthread_cond_timedwait(0, lock, 0);
  pthread_cond_clockwait(0, lock, 0, 0);
  cnd_wait(0, lock);
  cnd_timedwait(0, lock, 0);

  // thread.start
  pthread_create(0, 0, callback, argument);
  thrd_create(0, callback, argument);

  // thread.join
  pthread_join(object_, 0);
  pthread_tryjoin_np(object_, 0);
  pthread_timedjoin_np(object_, 0, 0);
  thrd_join(object_, 0);

  // thread.index
  pthread_self();
  thrd_current();

  // once.run
  pthread_once(lock, callback);
  call_once(lock, callback);
}
