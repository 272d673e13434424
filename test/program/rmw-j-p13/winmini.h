#ifndef WINMINI_H
#define WINMINI_H
#include <stddef.h>

#define WINAPI
#define VOID void
#define TRUE 1
#define FALSE 0
#define INFINITE 0xFFFFFFFFu
typedef int LONG;
typedef unsigned int DWORD;
typedef int BOOL;
typedef void *PVOID, *LPVOID, *HANDLE;
typedef DWORD(WINAPI *LPTHREAD_START_ROUTINE)(LPVOID);

typedef struct _RTL_CRITICAL_SECTION {
    PVOID DebugInfo;
    LONG LockCount, RecursionCount;
    HANDLE OwningThread, LockSemaphore;
    size_t SpinCount;
} CRITICAL_SECTION, *LPCRITICAL_SECTION;

void WINAPI InitializeCriticalSection(LPCRITICAL_SECTION cs);
void WINAPI EnterCriticalSection(LPCRITICAL_SECTION cs);
BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION cs);
void WINAPI LeaveCriticalSection(LPCRITICAL_SECTION cs);

LONG InterlockedIncrement(LONG volatile *addend);
LONG InterlockedDecrement(LONG volatile *addend);
LONG InterlockedExchange(LONG volatile *target, LONG value);
LONG InterlockedExchangeAdd(LONG volatile *addend, LONG value);
LONG InterlockedCompareExchange(LONG volatile *dest, LONG exchange, LONG comparand);
PVOID InterlockedExchangePointer(PVOID volatile *target, PVOID value);
PVOID InterlockedCompareExchangePointer(PVOID volatile *dest, PVOID exchange, PVOID comparand);

HANDLE WINAPI CreateThread(LPVOID sa, size_t stack, LPTHREAD_START_ROUTINE start, LPVOID arg,
                           DWORD flags, DWORD *tid);
DWORD WINAPI WaitForSingleObject(HANDLE h, DWORD ms);
BOOL WINAPI CloseHandle(HANDLE h);
HANDLE WINAPI GetProcessHeap(void);
LPVOID WINAPI HeapAlloc(HANDLE heap, DWORD flags, size_t n);
BOOL WINAPI HeapFree(HANDLE heap, DWORD flags, LPVOID p);
#define HEAP_ZERO_MEMORY 8u
#endif
