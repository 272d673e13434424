//===- posix-string.c - Calls of models/posix-string.yaml -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev
// ARGS: -D__NO_CTYPE
// ABSENT: strlcpy strlcat
// Glibc has them since 2.38.
#include "operands.h"
#include <arpa/inet.h>
#include <ctype.h>
#include <fnmatch.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
#include <libgen.h>
#undef basename

void calls(va_list list) {
  // path.same
  strdup(path);
  strcpy(out, path);
  strncpy(out, path, 0);
  stpcpy(out, path);
  wcsdup(wpath);
  wcscpy(out, wpath);
  wcsncpy(out, wpath, 0);

  // path.build
  strndup(0, 0);
  basename(0);
  dirname(0);
  __xpg_basename(0);

  // fill
  stpncpy(out, 0, 0);
  memcpy(out, 0, 0);
  memmove(out, 0, 0);
  mempcpy(out, 0, 0);
  memccpy(out, 0, 0, 0);
  wmemcpy(out, 0, 0);
  wmemmove(out, 0, 0);
  memset(out, 0, 0);
  bzero(out, 0);
  explicit_bzero(out, 0);
  bcopy(0, out, 0);
  sprintf(out, 0);
  vsprintf(out, 0, list);
  snprintf(out, 0, 0);
  vsnprintf(out, 0, 0, list);
  swprintf(out, 0, 0);
  vswprintf(out, 0, 0, list);
  asprintf(out, 0);
  vasprintf(out, 0, list);
  strtol(0, out, 0);
  strtoll(0, out, 0);
  strtoul(0, out, 0);
  strtoull(0, out, 0);
  strtod(0, out);
  strtof(0, out);
  strtold(0, out);
  confstr(0, out, 0);

  // append
  strcat(out, 0);
  strncat(out, 0, 0);
  wcscat(out, 0);
  wcsncat(out, 0, 0);

  // pure
  strlen(0);
  strnlen(0, 0);
  strcmp(0, 0);
  strncmp(0, 0, 0);
  strcasecmp(0, 0);
  strncasecmp(0, 0, 0);
  strcoll(0, 0);
  strchr(0, 0);
  strrchr(0, 0);
  strchrnul(0, 0);
  strstr(0, 0);
  strcasestr(0, 0);
  strspn(0, 0);
  strcspn(0, 0);
  strpbrk(0, 0);
  memcmp(0, 0, 0);
  memchr(0, 0, 0);
  memrchr(0, 0, 0);
  rawmemchr(0, 0);
  memmem(0, 0, 0, 0);
  strverscmp(0, 0);
  index(0, 0);
  rindex(0, 0);
  wcslen(0);
  wcsnlen(0, 0);
  wcscmp(0, 0);
  wcsncmp(0, 0, 0);
  wcscasecmp(0, 0);
  wcsncasecmp(0, 0, 0);
  wcschr(0, 0);
  wcsrchr(0, 0);
  wcsstr(0, 0);
  wmemcmp(0, 0, 0);
  atoi(0);
  atol(0);
  atoll(0);
  atof(0);
  isalnum(0);
  isalpha(0);
  isascii(0);
  isblank(0);
  iscntrl(0);
  isdigit(0);
  isgraph(0);
  islower(0);
  isprint(0);
  ispunct(0);
  isspace(0);
  isupper(0);
  isxdigit(0);
  tolower(0);
  toupper(0);
  __ctype_b_loc();
  __ctype_tolower_loc();
  __ctype_toupper_loc();
  abs(0);
  labs(0);
  llabs(0);
  div(0, 0);
  ldiv(0, 0);
  lldiv(0, 0);
  htons(0);
  htonl(0);
  ntohs(0);
  ntohl(0);
  gnu_dev_major(0);
  gnu_dev_minor(0);
  gnu_dev_makedev(0, 0);
  fnmatch(0, 0, 0);
  strerror(0);
  strsignal(0);
  gai_strerror(0);
  getenv(0);
  secure_getenv(0);
  getpid();
  getppid();
  getuid();
  geteuid();
  getgid();
  getegid();

  ferror(0);
  feof(0);
}
