#ifndef FAXGATE_H
#define FAXGATE_H
#include "winmini.h"

typedef struct _FAX_PROFILE {
    LONG volatile Refs;
    DWORD MaxBaud;
    char Csid[21];
} FAX_PROFILE, *PFAX_PROFILE;

typedef struct _FAX_CALL {
    LONG volatile Refs;
    DWORD Pages;
    PFAX_PROFILE Profile;
} FAX_CALL, *PFAX_CALL;

typedef struct _FAX_GATE {
    CRITICAL_SECTION Lock;
    PVOID volatile Profile;
    LONG volatile Draining;
    LONG volatile ActiveCalls;
    LONG volatile PeakCalls;
    DWORD PagesSent;
} FAX_GATE, *PFAX_GATE;

PFAX_CALL CallCreate(PFAX_GATE Gate);
VOID CallAddRef(PFAX_CALL Call);
VOID CallRelease(PFAX_CALL Call);
PFAX_PROFILE ProfileAcquire(PFAX_GATE Gate);
VOID ProfileRelease(PFAX_PROFILE Profile);
VOID ProfileReplace(PFAX_GATE Gate, PFAX_PROFILE Fresh);
BOOL GateBeginDrain(PFAX_GATE Gate);
VOID GateEnterCall(PFAX_GATE Gate);
LONG GateLeaveCall(PFAX_GATE Gate);
VOID GateAddPages(PFAX_GATE Gate, DWORD Pages);
#endif
