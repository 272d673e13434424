//===- posix-lock.c - Calls of models/posix-lock.yaml ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev
#include "operands.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

void calls(va_list list) {
  // lock.acquire
  flock(fd, flags);
  lockf(fd, flags, 0);
  lockf64(fd, flags, 0);
  fcntl(fd, flags, record);
  fcntl64(fd, flags, record);
}
