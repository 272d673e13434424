/* the part of the platform layer this tool needs when cross-built */
#ifndef WINFILE_H
#define WINFILE_H
typedef int BOOL;
typedef unsigned long DWORD;
typedef void *HANDLE;
typedef const char *LPCSTR;
typedef const void *LPCVOID;
typedef DWORD *LPDWORD;
typedef struct _SECURITY_ATTRIBUTES SECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;
typedef struct _OVERLAPPED OVERLAPPED, *LPOVERLAPPED;
#define INVALID_HANDLE_VALUE ((HANDLE)(long long)-1)
#define INVALID_FILE_ATTRIBUTES ((DWORD)-1)
#define FILE_ATTRIBUTE_NORMAL 0x80
#define GENERIC_WRITE 0x40000000L
#define CREATE_NEW 1
#define CREATE_ALWAYS 2
#define OPEN_EXISTING 3
#define MOVEFILE_REPLACE_EXISTING 1
#define ERROR_FILE_EXISTS 80L
#define ERROR_ALREADY_EXISTS 183L
DWORD GetFileAttributesA(LPCSTR lpFileName);
HANDLE CreateFileA(LPCSTR lpFileName, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES sa,
                   DWORD disposition, DWORD flags, HANDLE templ);
BOOL WriteFile(HANDLE h, LPCVOID buf, DWORD n, LPDWORD written, LPOVERLAPPED ov);
BOOL CloseHandle(HANDLE h);
BOOL CreateDirectoryA(LPCSTR lpPathName, LPSECURITY_ATTRIBUTES sa);
BOOL CopyFileA(LPCSTR from, LPCSTR to, BOOL bFailIfExists);
DWORD GetLastError(void);
#define TRUE 1
#define FALSE 0
#endif
