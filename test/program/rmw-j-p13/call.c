// STD: gnu17
#include "faxgate.h"

PFAX_PROFILE ProfileAcquire(PFAX_GATE Gate)
{
    PFAX_PROFILE p = (PFAX_PROFILE)InterlockedCompareExchangePointer(&Gate->Profile, NULL, NULL);

    if (p != NULL)
        InterlockedIncrement(&p->Refs); // EXPECT-MISS: split-atomic
    return p;
}

VOID ProfileRelease(PFAX_PROFILE Profile)
{
    if (Profile != NULL && InterlockedDecrement(&Profile->Refs) == 0)
        HeapFree(GetProcessHeap(), 0, Profile);
}

VOID ProfileReplace(PFAX_GATE Gate, PFAX_PROFILE Fresh)
{
    PFAX_PROFILE old;

    Fresh->Refs = 1;
    old = (PFAX_PROFILE)InterlockedExchangePointer(&Gate->Profile, Fresh);
    ProfileRelease(old);
}

PFAX_CALL CallCreate(PFAX_GATE Gate)
{
    PFAX_CALL c = (PFAX_CALL)HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *c);

    if (c == NULL)
        return NULL;
    c->Refs = 1;
    c->Profile = ProfileAcquire(Gate);
    return c;
}

VOID CallAddRef(PFAX_CALL Call)
{
    InterlockedIncrement(&Call->Refs);
}

VOID CallRelease(PFAX_CALL Call)
{
    InterlockedDecrement(&Call->Refs);
    if (Call->Refs == 0) {
        ProfileRelease(Call->Profile);
        HeapFree(GetProcessHeap(), 0, Call); // EXPECT: split-atomic
    }
}
