//===- posix-memory.c - Calls of models/posix-memory.yaml -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev
// ABSENT: bsd_signal __builtin_alloca_with_align
#include "operands.h"
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

void calls(void) {
  // memory.alloc
  malloc(1);
  calloc(1, 1);
  aligned_alloc(8, 8);
  memalign(8, 8);
  valloc(8);
  pvalloc(8);
  posix_memalign(result, 8, 8);
  strdup("");
  strndup("", 1);
  wcsdup(L"");
  __builtin_alloca(8);

  // lock.acquire
  sigprocmask(flags, guard, 0);
  pthread_sigmask(flags, guard, 0);
  sigaddset(guard, wlock);

  // lock.abandon
  sigemptyset(guard);

  // signal.handler
  signal(index_, callback);
  sysv_signal(index_, callback);
  ssignal(index_, callback);
  sigset(index_, callback);
  sigaction(index_, callback, 0);
}
