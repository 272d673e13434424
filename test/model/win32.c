//===- win32.c - Calls of models/win32.yaml -------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: mingw-w64-x86-64-dev
// ARGS: --target=x86_64-w64-mingw32 -isystem /usr/x86_64-w64-mingw32/include -D_WIN32_WINNT=0x0A00 -DSTRSAFE_NO_DEPRECATE
#include "operands.h"
#include <winsock2.h>
#include <windows.h>
#include <aclapi.h>
#include <shellapi.h>
#include <shlwapi.h>
#include <strsafe.h>
#include <winternl.h>

void calls(va_list list) {
  // path.check
  GetFileAttributesA(path);
  GetFileAttributesW(wpath);
  GetFileAttributesExA(path, 0, out);
  GetFileAttributesExW(wpath, 0, out);
  PathFileExistsA(path);
  PathFileExistsW(wpath);
  PathIsDirectoryA(path);
  PathIsDirectoryW(wpath);
  PathIsDirectoryEmptyA(path);
  PathIsDirectoryEmptyW(wpath);
  FindFirstFileA(path, out);
  FindFirstFileW(wpath, out);
  FindFirstFileExA(path, 0, out, 0, 0, 0);
  FindFirstFileExW(wpath, 0, out, 0, 0, 0);
  GetFileSecurityA(path, 0, out, 0, 0);
  GetFileSecurityW(wpath, 0, out, 0, 0);
  GetNamedSecurityInfoA(path, 0, 0, 0, 0, 0, 0, out);
  GetNamedSecurityInfoW(wpath, 0, 0, 0, 0, 0, 0, out);
  GetCompressedFileSizeA(path, out);
  GetCompressedFileSizeW(wpath, out);
  SHGetFileInfoA(path, 0, out, 0, 0);
  SHGetFileInfoW(wpath, 0, out, 0, 0);
  GetBinaryTypeA(path, out);
  GetBinaryTypeW(wpath, out);
  GetDiskFreeSpaceExA(path, out, 0, 0);
  GetDiskFreeSpaceExW(wpath, out, 0, 0);

  // path.resolve
  GetLongPathNameA(path, result, 0);
  GetLongPathNameW(wpath, result, 0);
  GetShortPathNameA(path, result, 0);
  GetShortPathNameW(wpath, result, 0);

  // path.use
  CreateFileA(path, access_, 0, 0, flags, mode, 0);
  CreateFileW(wpath, access_, 0, 0, flags, mode, 0);
  CreateFileTransactedA(path, access_, 0, 0, flags, mode, 0, 0, 0, 0);
  CreateFileTransactedW(wpath, access_, 0, 0, flags, mode, 0, 0, 0, 0);
  CreateFile2(wpath, access_, 0, flags, record);
  OpenFile(path, 0, flags);
  NtCreateFile(result, access_, record, 0, 0, 0, 0, flags, mode, 0, 0);
  CreateDirectoryA(path, 0);
  CreateDirectoryW(wpath, 0);
  CreateDirectoryExA(0, path, 0);
  CreateDirectoryExW(0, wpath, 0);
  CreateSymbolicLinkA(path, 0, 0);
  CreateSymbolicLinkW(wpath, 0, 0);
  CreateHardLinkA(path, path2, 0);
  CreateHardLinkW(wpath, wpath2, 0);
  DeleteFileA(path);
  DeleteFileW(wpath);
  RemoveDirectoryA(path);
  RemoveDirectoryW(wpath);
  SHFileOperationA(record);
  SHFileOperationW(record);
  MoveFileA(path, path2);
  MoveFileW(wpath, wpath2);
  MoveFileExA(path, path2, flags);
  MoveFileExW(wpath, wpath2, flags);
  MoveFileWithProgressA(path, path2, 0, 0, flags);
  MoveFileWithProgressW(wpath, wpath2, 0, 0, flags);
  ReplaceFileA(path2, path, 0, 0, 0, 0);
  ReplaceFileW(wpath2, wpath, 0, 0, 0, 0);
  CopyFileA(path, path2, flags);
  CopyFileW(wpath, wpath2, flags);
  CopyFileExA(path, path2, 0, 0, 0, flags);
  CopyFileExW(wpath, wpath2, 0, 0, 0, flags);
  CopyFile2(wpath, wpath2, record);
  SetFileAttributesA(path, 0);
  SetFileAttributesW(wpath, 0);
  SetFileSecurityA(path, 0, 0);
  SetFileSecurityW(wpath, 0, 0);
  SetNamedSecurityInfoA(path, 0, 0, 0, 0, 0, 0);
  SetNamedSecurityInfoW(wpath, 0, 0, 0, 0, 0, 0);
  CreateProcessA(path, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  CreateProcessW(wpath, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  CreateProcessAsUserA(0, path, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  CreateProcessAsUserW(0, wpath, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  ShellExecuteA(0, 0, path, 0, 0, 0);
  ShellExecuteW(0, 0, wpath, 0, 0, 0);
  ShellExecuteExA(record);
  ShellExecuteExW(record);
  WinExec(path, 0);
  LoadLibraryA(path);
  LoadLibraryW(wpath);
  LoadLibraryExA(path, 0, flags);
  LoadLibraryExW(wpath, 0, flags);
  SetCurrentDirectoryA(path);
  SetCurrentDirectoryW(wpath);

  // path.temp
  GetTempFileNameA(0, 0, flags, result);
  GetTempFileNameW(0, 0, flags, result);

  // fd.check
  GetFileInformationByHandle(pfd, out);
  GetFileInformationByHandleEx(pfd, 0, out, 0);
  GetFileSize(pfd, 0);
  GetFileSizeEx(pfd, out);
  GetFileTime(pfd, 0, 0, out);
  GetFileType(pfd);
  GetFinalPathNameByHandleA(pfd, out, 0, 0);
  GetFinalPathNameByHandleW(pfd, out, 0, 0);
  GetSecurityInfo(pfd, 0, 0, 0, 0, 0, 0, out);

  // fd.use
  SetFileInformationByHandle(pfd, flags, 0, 0);
  SetEndOfFile(pfd);
  SetFileTime(pfd, 0, 0, 0);
  SetSecurityInfo(pfd, 0, 0, 0, 0, 0, 0);
  ReadFile(pfd, out, 0, 0, 0);
  WriteFile(pfd, 0, 0, 0, 0);
  FlushFileBuffers(pfd);
  FindNextFileA(pfd, out);
  FindNextFileW(pfd, out);

  // fd.same
  ReOpenFile(pfd, 0, 0, 0);
  DuplicateHandle(0, pfd, 0, result, 0, 0, 0);

  // fd.close
  CloseHandle(pfd);
  FindClose(pfd);

  // lock.acquire
  LockFile(pfd, 0, 0, 0, 0);
  LockFileEx(pfd, flags, 0, 0, 0, 0);

  // lock.release
  UnlockFile(pfd, 0, 0, 0, 0);
  UnlockFileEx(pfd, 0, 0, 0, 0);

  // lock.acquire
  EnterCriticalSection(lock);
  TryEnterCriticalSection(lock);

  // lock.release
  LeaveCriticalSection(lock);

  // lock.acquire
  AcquireSRWLockExclusive(lock);
  AcquireSRWLockShared(lock);
  TryAcquireSRWLockExclusive(lock);
  TryAcquireSRWLockShared(lock);

  // lock.release
  ReleaseSRWLockExclusive(lock);
  ReleaseSRWLockShared(lock);

  // error.code
  GetLastError();
  WSAGetLastError();

  // exit
  if (fd)
    ExitProcess(0);
  if (fd)
    ExitThread(0);
  if (fd)
    FatalAppExitA(0, 0);
  if (fd)
    FatalAppExitW(0, 0);

  // output
  OutputDebugStringA(0);
  OutputDebugStringW(0);
  MessageBoxA(0, 0, 0, 0);
  MessageBoxW(0, 0, 0, 0);

  // wait
  Sleep(0);
  SleepEx(0, 0);
  WaitForSingleObject(0, 0);
  WaitForSingleObjectEx(0, 0, 0);
  WaitForMultipleObjects(0, 0, 0, 0);
  WaitForMultipleObjectsEx(0, 0, 0, 0, 0);
  MsgWaitForMultipleObjects(0, 0, 0, 0, 0);

  // privilege.set
  ImpersonateLoggedOnUser(0);
  RevertToSelf();
  ImpersonateSelf(0);
  ImpersonateNamedPipeClient(0);
  SetThreadToken(0, 0);
  AdjustTokenPrivileges(0, 0, 0, 0, 0, 0);

  // path.same
  lstrcpyA(out, path);
  lstrcpyW(out, wpath);
  StringCchCopyA(out, 0, path);
  StringCchCopyW(out, 0, wpath);
  StringCbCopyA(out, 0, path);
  StringCbCopyW(out, 0, wpath);
  MultiByteToWideChar(0, 0, path, 0, result, 0);
  WideCharToMultiByte(0, 0, wpath, 0, result, 0, 0, 0);

  // path.build
  GetFullPathNameA(0, 0, result, 0);
  GetFullPathNameW(0, 0, result, 0);
  PathFindFileNameA(0);
  PathFindFileNameW(0);
  PathFindExtensionA(0);
  PathFindExtensionW(0);

  // fill
  lstrcpynA(out, 0, 0);
  lstrcpynW(out, 0, 0);
  StringCchPrintfA(out, 0, 0);
  StringCchPrintfW(out, 0, 0);
  StringCbPrintfA(out, 0, 0);
  StringCbPrintfW(out, 0, 0);
  wsprintfA(out, 0);
  wsprintfW(out, 0);
  wvsprintfA(out, 0, list);
  wvsprintfW(out, 0, list);
  PathCombineA(out, 0, 0);
  PathCombineW(out, 0, 0);

  // append
  lstrcatA(out, 0);
  lstrcatW(out, 0);
  StringCchCatA(out, 0, 0);
  StringCchCatW(out, 0, 0);
  StringCbCatA(out, 0, 0);
  StringCbCatW(out, 0, 0);
  PathAppendA(out, 0);
  PathAppendW(out, 0);

  // pure
  lstrlenA(0);
  lstrlenW(0);
  lstrcmpA(0, 0);
  lstrcmpW(0, 0);
  lstrcmpiA(0, 0);
  lstrcmpiW(0, 0);
  PathIsRelativeA(0);
  PathIsRelativeW(0);
  GetCurrentProcessId();
  GetCurrentThreadId();
}
