//===- clocks.c - Calls of models/clocks.yaml -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev
// ABSENT: time64 clock_gettime64
#include "operands.h"
#include <sys/time.h>
#include <sys/timeb.h>
#include <time.h>

void calls(void) {
  // clock.read
  time(out);
  gettimeofday(out, 0);
  ftime(out);
  clock_gettime(flags, out);
  timespec_get(out, flags);

  // pure
  difftime(1, 2);
  mktime(0);
  timegm(0);
}
