#pragma once
// Win32 declarations used by the updater (subset).
typedef int BOOL;
typedef unsigned int UINT;
typedef unsigned long DWORD;
typedef void *HANDLE;
typedef const wchar_t *LPCWSTR;
typedef wchar_t *LPWSTR;
struct SECURITY_ATTRIBUTES;

#define MAX_PATH 260
#define INVALID_HANDLE_VALUE ((HANDLE)(long long)-1)
#define INVALID_FILE_ATTRIBUTES ((DWORD)-1)
#define FILE_ATTRIBUTE_DIRECTORY 0x10
#define FILE_ATTRIBUTE_NORMAL 0x80
#define GENERIC_READ 0x80000000UL
#define GENERIC_WRITE 0x40000000UL
#define FILE_SHARE_READ 1
#define CREATE_NEW 1
#define CREATE_ALWAYS 2
#define OPEN_EXISTING 3
#define OPEN_ALWAYS 4
#define TRUNCATE_EXISTING 5
#define MOVEFILE_REPLACE_EXISTING 1
#define MOVEFILE_WRITE_THROUGH 8
#define ERROR_FILE_EXISTS 80

extern "C" {
DWORD GetLastError(void);
DWORD GetTickCount(void);
DWORD GetTempPathW(DWORD, LPWSTR);
UINT GetTempFileNameW(LPCWSTR, LPCWSTR, UINT, LPWSTR);
DWORD GetFileAttributesW(LPCWSTR);
HANDLE CreateFileW(LPCWSTR, DWORD, DWORD, SECURITY_ATTRIBUTES *, DWORD, DWORD, HANDLE);
BOOL WriteFile(HANDLE, const void *, DWORD, DWORD *, void *);
BOOL FlushFileBuffers(HANDLE);
BOOL CloseHandle(HANDLE);
BOOL DeleteFileW(LPCWSTR);
BOOL MoveFileExW(LPCWSTR, LPCWSTR, DWORD);
}
