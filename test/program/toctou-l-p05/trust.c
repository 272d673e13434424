// STD: gnu17
#include "trust.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static bool acceptable(unsigned uid, unsigned mode)
{
    return uid == 0 && S_ISREG(mode) && (mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool trust_name(const char *path)
{
    struct statx sx;

    if (statx(AT_FDCWD, path, 0, STATX_TYPE | STATX_MODE | STATX_UID, &sx) != 0) {
        perror(path);
        return false;
    }
    if (!acceptable(sx.stx_uid, sx.stx_mode)) {
        fprintf(stderr, "%s: must belong to root and be writable by root only\n", path);
        return false;
    }
    return true;
}

bool trust_fd(int fd)
{
    struct statx sx;

    if (statx(fd, "", AT_EMPTY_PATH, STATX_TYPE | STATX_MODE | STATX_UID, &sx) != 0)
        return false;
    return acceptable(sx.stx_uid, sx.stx_mode);
}
