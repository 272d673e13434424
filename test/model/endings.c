//===- endings.c - Calls of models/endings.yaml ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev
// ABSENT: cfree tkill
#include "operands.h"
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/pidfd.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>

void calls(void) {
  // destroy
  free(object);
  kill(object, flags);
  killpg(object, flags);
  pidfd_send_signal(object, flags, 0, 0);
  pthread_cancel(object);
  pthread_kill(object, 1);
  shmctl(object, flags, 0);
  msgctl(object, flags, 0);
  semctl(object, 0, flags);
  mq_unlink(object);
  sem_unlink(object);
  shm_unlink(object);
  munmap(object, 1);
  shutdown(object, 0);

  // use.query
  kill(object, 0);
  killpg(object, 0);

  // fd.check
  shmctl(fd, flags, out);
  msgctl(fd, flags, out);
}
