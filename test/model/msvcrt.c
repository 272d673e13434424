//===- msvcrt.c - Calls of models/msvcrt.yaml -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: mingw-w64-x86-64-dev
// ARGS: --target=x86_64-w64-mingw32 -isystem /usr/x86_64-w64-mingw32/include -DMINGW_HAS_SECURE_API=1
// ABSENT: _stat _wstat _fstat _findfirst _findfirsti64 _wfindfirst _wfindfirsti64 _mbsdup tmpfile_s _stati64 _wstati64 _fstati64
// Not in the headers of mingw-w64, or macros there.
#include "operands.h"
#include <direct.h>
#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/locking.h>
#include <sys/stat.h>
#include <sys/utime.h>
#include <wchar.h>

void calls(va_list list) {
  // path.check
  _access(path, mode);
  _waccess(wpath, mode);
  _access_s(path, mode);
  _waccess_s(wpath, mode);
  _stat32(path, out);
  _stat64(path, out);
  _stat32i64(path, out);
  _stat64i32(path, out);
  _wstat32(wpath, out);
  _wstat64(wpath, out);
  _wstat32i64(wpath, out);
  _wstat64i32(wpath, out);

  // path.list
  _findfirst32(path, out);
  _findfirst64(path, out);
  _findfirst32i64(path, out);
  _findfirst64i32(path, out);
  _wfindfirst32(wpath, out);
  _wfindfirst64(wpath, out);
  _wfindfirst32i64(wpath, out);
  _wfindfirst64i32(wpath, out);

  // path.use
  _open(path, flags, mode);
  _wopen(wpath, flags, mode);
  _sopen(path, flags, 0, mode);
  _wsopen(wpath, flags, 0, mode);
  _sopen_s(result, path, flags, 0, mode);
  _wsopen_s(result, wpath, flags, 0, mode);
  _creat(path, mode);
  _wcreat(wpath, mode);
  _wfopen(wpath, pmode);
  _fsopen(path, pmode, 0);
  _wfsopen(wpath, pmode, 0);
  _wfreopen(wpath, pmode, pfd);
  fopen_s(result, path, pmode);
  _wfopen_s(result, wpath, pmode);
  freopen_s(result, path, pmode, pfd);
  _wfreopen_s(result, wpath, pmode, pfd);
  _mkdir(path);
  _wmkdir(wpath);
  _unlink(path);
  _wunlink(wpath);
  _wremove(wpath);
  _rmdir(path);
  _wrmdir(wpath);
  _wrename(wpath, wpath2);
  _chmod(path, mode);
  _wchmod(wpath, mode);
  _utime(path, 0);
  _utime32(path, 0);
  _utime64(path, 0);
  _wutime(wpath, 0);
  _wutime32(wpath, 0);
  _wutime64(wpath, 0);
  _execl(path, 0, 0);
  _execle(path, 0, 0);
  _execlp(path, 0, 0);
  _execlpe(path, 0, 0);
  _execv(path, 0);
  _execve(path, 0, 0);
  _execvp(path, 0);
  _execvpe(path, 0, 0);
  _wexecl(wpath, 0, 0);
  _wexecle(wpath, 0, 0);
  _wexeclp(wpath, 0, 0);
  _wexeclpe(wpath, 0, 0);
  _wexecv(wpath, 0);
  _wexecve(wpath, 0, 0);
  _wexecvp(wpath, 0);
  _wexecvpe(wpath, 0, 0);
  _spawnl(0, path, 0);
  _spawnle(0, path, 0);
  _spawnlp(0, path, 0);
  _spawnlpe(0, path, 0);
  _spawnv(0, path, 0);
  _spawnve(0, path, 0, 0);
  _spawnvp(0, path, 0);
  _spawnvpe(0, path, 0, 0);
  _wspawnl(0, wpath, 0);
  _wspawnle(0, wpath, 0);
  _wspawnlp(0, wpath, 0);
  _wspawnlpe(0, wpath, 0);
  _wspawnv(0, wpath, 0);
  _wspawnve(0, wpath, 0, 0);
  _wspawnvp(0, wpath, 0);
  _wspawnvpe(0, wpath, 0, 0);
  _popen(path, 0);
  _wpopen(wpath, 0);
  _wsystem(wpath);
  _chdir(path);
  _wchdir(wpath);

  // path.temp
  _mktemp(out);
  _wmktemp(out);
  _mktemp_s(result, 0);
  _wmktemp_s(result, 0);
  _tempnam(0, 0);
  _wtempnam(0, 0);
  _wtmpnam(out);
  tmpnam_s(result, 0);
  _wtmpnam_s(result, 0);

  // fd.check
  _fstat32(fd, out);
  _fstat64(fd, out);
  _fstat32i64(fd, out);
  _fstat64i32(fd, out);
  _filelength(fd);
  _filelengthi64(fd);
  _isatty(fd);
  _lseek(fd, 0, 0);
  _lseeki64(fd, 0, 0);

  // fd.use
  _futime(fd, 0);
  _futime32(fd, 0);
  _futime64(fd, 0);
  _chsize(fd, 0);
  _chsize_s(fd, 0);
  _read(fd, out, 0);
  _write(fd, 0, 0);
  _commit(fd);

  // fd.same
  _fileno(pfd);
  _fdopen(fd, pmode);
  _wfdopen(fd, pmode);
  _dup(fd);
  _dup2(fd, 0);
  _get_osfhandle(fd);
  _open_osfhandle(fd, 0);

  // fd.close
  _close(fd);
  _findclose(fd);
  _pclose(pfd);

  // lock.acquire
  _locking(fd, flags, 0);

  // path.same
  _strdup(path);
  _wcsdup(wpath);
  strcpy_s(out, 0, path);
  strncpy_s(out, 0, path, 0);
  wcscpy_s(out, 0, wpath);
  wcsncpy_s(out, 0, wpath, 0);

  // path.build
  _fullpath(out, 0, 0);
  _wfullpath(out, 0, 0);

  // fill
  memcpy_s(out, 0, 0, 0);
  memmove_s(out, 0, 0, 0);
  sprintf_s(out, 0, 0);
  vsprintf_s(out, 0, 0, list);
  _snprintf(out, 0, 0);
  _vsnprintf(out, 0, 0, list);
  _snwprintf(out, 0, 0);
  _vsnwprintf(out, 0, 0, list);
  swprintf_s(out, 0, 0);
  vswprintf_s(out, 0, 0, list);
  _snprintf_s(out, 0, 0, 0);
  _vsnprintf_s(out, 0, 0, 0, list);
  _snwprintf_s(out, 0, 0, 0);
  _vsnwprintf_s(out, 0, 0, 0, list);
  _makepath(out, 0, 0, 0, 0);
  _wmakepath(out, 0, 0, 0, 0);
  _makepath_s(out, 0, 0, 0, 0, 0);
  _wmakepath_s(out, 0, 0, 0, 0, 0);

  // append
  strcat_s(out, 0, 0);
  strncat_s(out, 0, 0, 0);
  wcscat_s(out, 0, 0);
  wcsncat_s(out, 0, 0, 0);

  // pure
  _stricmp(0, 0);
  _strnicmp(0, 0, 0);
  _wcsicmp(0, 0);
  _wcsnicmp(0, 0, 0);
  _memicmp(0, 0, 0);
  _getpid();
}
