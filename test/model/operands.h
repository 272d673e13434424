//===- operands.h - Operands of the calls in this folder ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The operands of the calls in this folder, each named after the slot of
// docs/models.md that it stands for: `path`, `fd` ...; with a `p` where a
// pointer is asked for, with a `w` for wide characters; `record` for a struct
// whose members the row names.
#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>

extern char *path, *path2;
extern wchar_t *wpath, *wpath2;
extern int dir, dir2, fd, flags, mode, access_, index_, value, wlock;
extern unsigned long object_;
extern void *out, *result, *lock, *guard, *callback, *argument, *record;
extern void *object, *expected;
extern void *pfd, *pflags, *pmode, *pvalue;
