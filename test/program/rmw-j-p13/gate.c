// STD: gnu17
#include "faxgate.h"

static FAX_GATE Gate;

BOOL GateBeginDrain(PFAX_GATE g)
{
    return InterlockedCompareExchange(&g->Draining, 1, 0) == 0;
}

VOID GateEnterCall(PFAX_GATE g)
{
    LONG now = InterlockedIncrement(&g->ActiveCalls);
    LONG peak = g->PeakCalls;

    while (now > peak) {
        LONG seen = InterlockedCompareExchange(&g->PeakCalls, now, peak);
        if (seen == peak)
            break;
        peak = seen;
    }
}

LONG GateLeaveCall(PFAX_GATE g)
{
    return InterlockedDecrement(&g->ActiveCalls);
}

VOID GateAddPages(PFAX_GATE g, DWORD Pages)
{
    EnterCriticalSection(&g->Lock);
    g->PagesSent += Pages;
    LeaveCriticalSection(&g->Lock);
}

static DWORD WINAPI SendPages(LPVOID Arg)
{
    PFAX_CALL c = (PFAX_CALL)Arg;

    GateAddPages(&Gate, c->Profile != NULL && c->Profile->MaxBaud > 14400 ? 4 : 1);
    CallRelease(c);
    return 0;
}

static DWORD WINAPI LineWorker(LPVOID Arg)
{
    int i;
    (void)Arg;

    for (i = 0; i < 100; i++) {
        PFAX_CALL c = CallCreate(&Gate);
        HANDLE h;

        if (c == NULL)
            return 1;
        GateEnterCall(&Gate);
        CallAddRef(c);
        h = CreateThread(NULL, 0, SendPages, c, 0, NULL);
        if (h == NULL)
            CallRelease(c);
        else
            CloseHandle(h);
        CallRelease(c);
        if (GateLeaveCall(&Gate) == 0)
            GateBeginDrain(&Gate);
    }
    return 0;
}

int main(void)
{
    HANDLE lines[4];
    int i;

    InitializeCriticalSection(&Gate.Lock);
    for (i = 0; i < 4; i++) {
        lines[i] = CreateThread(NULL, 0, LineWorker, NULL, 0, NULL);
        if (lines[i] == NULL)
            return 1;
    }
    for (i = 0; i < 10; i++) {
        PFAX_PROFILE p = (PFAX_PROFILE)HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *p);
        if (p == NULL)
            break;
        p->MaxBaud = 9600u + 2400u * (DWORD)i;
        ProfileReplace(&Gate, p);
    }
    for (i = 0; i < 4; i++)
        WaitForSingleObject(lines[i], INFINITE);
    return 0;
}
