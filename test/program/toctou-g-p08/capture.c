// STD: gnu17
#include "capture.h"
#include "winfile.h"
#include <stdio.h>

static int present(const char *name)
{
    return GetFileAttributesA(name) != INVALID_FILE_ATTRIBUTES;
}

cap_status capture_ensure_dir(const char *dir)
{
    if (present(dir))
        return CAP_DONE;
    if (!CreateDirectoryA(dir, NULL) && GetLastError() != ERROR_ALREADY_EXISTS)
        return CAP_IOERR;
    return CAP_DONE;
}

cap_status capture_write(const char *dir, unsigned seq, const void *data, size_t len)
{
    char name[260];
    DWORD done = 0;
    HANDLE h;
    BOOL good;

    snprintf(name, sizeof name, "%s\\frame%06u.raw", dir, seq);
    if (present(name)) {
        fprintf(stderr, "capture: %s is already there\n", name);
        return CAP_EXISTS;
    }
    h = CreateFileA(name, GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    if (h == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_FILE_EXISTS ? CAP_EXISTS : CAP_IOERR;
    good = WriteFile(h, data, (DWORD)len, &done, NULL) && done == len;
    CloseHandle(h);
    return good ? CAP_DONE : CAP_IOERR;
}

cap_status capture_publish(const char *from, const char *to)
{
    if (present(to))
        return CAP_EXISTS;
    if (!CopyFileA(from, to, TRUE))
        return GetLastError() == ERROR_FILE_EXISTS ? CAP_EXISTS : CAP_IOERR;
    return CAP_DONE;
}
