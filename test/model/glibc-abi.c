//===- glibc-abi.c - Calls of models/glibc-abi.yaml -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev
// ARGS: -O1 -D_FORTIFY_SOURCE=2
// ABSENT: __open_2 __open64_2 __openat_2 __openat64_2 __strdup __xstat __xstat64 __lxstat __lxstat64 __fxstat __fxstat64 __fxstatat __fxstatat64 __xmknod __xmknodat
// Gone from the headers since glibc 2.33, or there for GCC alone.
#include "operands.h"
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

void calls(va_list list) {
  // path.resolve
  __realpath_chk(path, out, 0);
  __readlink_chk(path, result, 0, 0);
  __readlinkat_chk(dir, path, result, 0, 0);

  // fd.use
  __read_chk(fd, out, 0, 0);
  __pread_chk(fd, out, 0, 0, 0);
  __pread64_chk(fd, out, 0, 0, 0);
  __fgets_chk(out, 0, 0, pfd);
  __fread_chk(out, 0, 0, 0, pfd);

  // path.same
  __builtin_strdup(path);
  __builtin_strcpy(out, path);
  __builtin_strncpy(out, path, 0);
  __builtin_stpcpy(out, path);
  __builtin___strcpy_chk(out, path, 0);
  __builtin___strncpy_chk(out, path, 0, 0);
  __builtin___stpcpy_chk(out, path, 0);
  __builtin___strlcpy_chk(out, path, 0, 0);

  // path.build
  __builtin_strndup(0, 0);

  // fill
  __builtin_stpncpy(out, 0, 0);
  __builtin_memcpy(out, 0, 0);
  __builtin_memmove(out, 0, 0);
  __builtin_mempcpy(out, 0, 0);
  __builtin_memset(out, 0, 0);
  __builtin___stpncpy_chk(out, 0, 0, 0);
  __builtin___memcpy_chk(out, 0, 0, 0);
  __builtin___memmove_chk(out, 0, 0, 0);
  __builtin___mempcpy_chk(out, 0, 0, 0);
  __builtin___memset_chk(out, 0, 0, 0);
  __builtin_sprintf(out, 0);
  __builtin_vsprintf(out, 0, list);
  __builtin_snprintf(out, 0, 0);
  __builtin_vsnprintf(out, 0, 0, list);
  __builtin___sprintf_chk(out, 0, 0, 0);
  __builtin___vsprintf_chk(out, 0, 0, 0, list);
  __sprintf_chk(out, 0, 0, 0);
  __vsprintf_chk(out, 0, 0, 0, list);
  __builtin___snprintf_chk(out, 0, 0, 0, 0);
  __builtin___vsnprintf_chk(out, 0, 0, 0, 0, list);
  __snprintf_chk(out, 0, 0, 0, 0);
  __vsnprintf_chk(out, 0, 0, 0, 0, list);
  __asprintf_chk(out, 0, 0);
  __vasprintf_chk(out, 0, 0, list);

  // append
  __builtin_strcat(out, 0);
  __builtin_strncat(out, 0, 0);
  __builtin___strcat_chk(out, 0, 0);
  __builtin___strncat_chk(out, 0, 0, 0);
  __builtin___strlcat_chk(out, 0, 0, 0);

  // pure
  __builtin_strlen(0);
  __builtin_strcmp(0, 0);
  __builtin_strncmp(0, 0, 0);
  __builtin_strcasecmp(0, 0);
  __builtin_strncasecmp(0, 0, 0);
  __builtin_strchr(0, 0);
  __builtin_strrchr(0, 0);
  __builtin_strstr(0, 0);
  __builtin_strspn(0, 0);
  __builtin_strcspn(0, 0);
  __builtin_strpbrk(0, 0);
  __builtin_memcmp(0, 0, 0);
  __builtin_memchr(0, 0, 0);
  __builtin_abs(0);
  __builtin_labs(0);
  __builtin_llabs(0);
  __builtin_object_size(0, 0);
  __builtin_bswap16(0);
  __builtin_bswap32(0);
  __builtin_bswap64(0);

  // exit
  if (fd)
    __builtin_abort();
  if (fd)
    __builtin_trap();
  if (fd)
    __builtin_unreachable();

  // output
  __printf_chk(0, 0);
  __vprintf_chk(0, 0, list);
  __builtin___printf_chk(0, 0);
  __builtin___vprintf_chk(0, 0, list);
  __fprintf_chk(0, 0, 0);
  __vfprintf_chk(0, 0, 0, list);
  __dprintf_chk(0, 0, 0);
  __vdprintf_chk(0, 0, 0, list);
  __builtin___fprintf_chk(0, 0, 0);
  __builtin___vfprintf_chk(0, 0, 0, list);
  __builtin_printf(0);
  __builtin_fprintf(0, 0);
  __syslog_chk(0, 0, 0);
  __vsyslog_chk(0, 0, 0, list);
}
