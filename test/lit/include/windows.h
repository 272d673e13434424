//===- windows.h - The few Win32 names that the tests need ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations only, so that Win32 code can be read on any system.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_WINDOWS_H
#define TOCSIN_TEST_WINDOWS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int BOOL;
typedef unsigned long DWORD;
typedef long LONG;
typedef void *HANDLE;
typedef const char *LPCSTR;
typedef struct _SECURITY_ATTRIBUTES SECURITY_ATTRIBUTES;

#define TRUE 1
#define FALSE 0
#define INVALID_HANDLE_VALUE ((HANDLE)(long long)-1)
#define INVALID_FILE_ATTRIBUTES ((DWORD)-1)
#define GENERIC_READ 0x80000000L
#define GENERIC_WRITE 0x40000000L
#define FILE_ATTRIBUTE_DIRECTORY 0x00000010
#define FILE_ATTRIBUTE_NORMAL 0x00000080
#define FILE_ATTRIBUTE_REPARSE_POINT 0x00000400
#define FILE_FLAG_OPEN_REPARSE_POINT 0x00200000
#define CREATE_NEW 1
#define CREATE_ALWAYS 2
#define OPEN_EXISTING 3
#define OPEN_ALWAYS 4
#define TRUNCATE_EXISTING 5

typedef struct {
  void *Ptr;
} SRWLOCK, *PSRWLOCK;
#define SRWLOCK_INIT {0}

void AcquireSRWLockExclusive(PSRWLOCK SRWLock);
void AcquireSRWLockShared(PSRWLOCK SRWLock);
void ReleaseSRWLockExclusive(PSRWLOCK SRWLock);
void ReleaseSRWLockShared(PSRWLOCK SRWLock);
LONG InterlockedIncrement(LONG volatile *Addend);
LONG InterlockedDecrement(LONG volatile *Addend);
LONG InterlockedExchange(LONG volatile *Target, LONG Value);
LONG InterlockedExchangeAdd(LONG volatile *Addend, LONG Value);
LONG InterlockedCompareExchange(LONG volatile *Destination, LONG Exchange,
                                LONG Comparand);

DWORD GetFileAttributesA(LPCSTR lpFileName);
BOOL PathFileExistsA(LPCSTR pszPath);
HANDLE CreateFileA(LPCSTR lpFileName, DWORD dwDesiredAccess,
                   DWORD dwShareMode, SECURITY_ATTRIBUTES *lpSecurity,
                   DWORD dwCreationDisposition, DWORD dwFlagsAndAttributes,
                   HANDLE hTemplateFile);
BOOL CloseHandle(HANDLE hObject);
BOOL DeleteFileA(LPCSTR lpFileName);
BOOL CreateDirectoryA(LPCSTR lpPathName, SECURITY_ATTRIBUTES *lpSecurity);
BOOL RemoveDirectoryA(LPCSTR lpPathName);
BOOL CopyFileA(LPCSTR lpExisting, LPCSTR lpNew, BOOL bFailIfExists);
BOOL MoveFileA(LPCSTR lpExisting, LPCSTR lpNew);

#ifdef __cplusplus
}
#endif

#endif // TOCSIN_TEST_WINDOWS_H
