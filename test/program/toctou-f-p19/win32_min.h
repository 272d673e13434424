#pragma once
// The handful of kernel32/shlwapi declarations the patcher needs when it is built
// with the cross tool chain.
using DWORD = unsigned int;
using UINT = unsigned int;
using BOOL = int;
using HANDLE = void*;
using LPVOID = void*;
using LPCWSTR = const wchar_t*;
using LPWSTR = wchar_t*;
struct _SECURITY_ATTRIBUTES;
using LPSECURITY_ATTRIBUTES = _SECURITY_ATTRIBUTES*;
struct _OVERLAPPED;
using LPOVERLAPPED = _OVERLAPPED*;

#define MAX_PATH 260
#define TRUE 1
#define FALSE 0
#define INVALID_HANDLE_VALUE ((HANDLE)(long long)-1)
#define INVALID_FILE_ATTRIBUTES ((DWORD)-1)
#define GENERIC_READ 0x80000000u
#define GENERIC_WRITE 0x40000000u
#define FILE_SHARE_READ 1u
#define CREATE_NEW 1u
#define CREATE_ALWAYS 2u
#define OPEN_EXISTING 3u
#define FILE_ATTRIBUTE_DIRECTORY 0x10u
#define FILE_ATTRIBUTE_NORMAL 0x80u
#define MOVEFILE_REPLACE_EXISTING 1u
#define MOVEFILE_WRITE_THROUGH 8u
#define ERROR_FILE_EXISTS 80u
#define ERROR_ALREADY_EXISTS 183u

extern "C" {
DWORD GetFileAttributesW(LPCWSTR name);
BOOL PathFileExistsW(LPCWSTR name);
HANDLE CreateFileW(LPCWSTR name, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES sa,
                   DWORD disposition, DWORD flags, HANDLE tmpl);
BOOL WriteFile(HANDLE h, const void* buf, DWORD n, DWORD* written, LPOVERLAPPED ov);
BOOL CloseHandle(HANDLE h);
BOOL MoveFileExW(LPCWSTR from, LPCWSTR to, DWORD flags);
BOOL CopyFileW(LPCWSTR from, LPCWSTR to, BOOL failIfExists);
UINT GetTempFileNameW(LPCWSTR dir, LPCWSTR prefix, UINT unique, LPWSTR out);
DWORD GetLastError(void);
DWORD GetTickCount(void);
}
