#include "trust.h"

#include <fcntl.h>
#include <unistd.h>

bool stat_trusted(const struct stat *st)
{
    if (!S_ISREG(st->st_mode))
        return false;
    if (st->st_uid != 0 && st->st_uid != geteuid())
        return false;
    return (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool path_trusted(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && stat_trusted(&st);
}

bool fd_trusted(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && stat_trusted(&st);
}

int open_trusted(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0 && !fd_trusted(fd)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

bool path_present(const char *path)
{
    return access(path, F_OK) == 0;
}
