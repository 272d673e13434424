// STD: gnu17
#define _GNU_SOURCE
#include "launch.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int dir_open(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

bool node_is_private(const struct stat *st, uid_t owner)
{
    return (st->st_uid == 0 || st->st_uid == owner) && (st->st_mode & 022) == 0;
}

bool node_same(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev;
}

/* Opens NAME in DIRFD when it is a private plain file. */
int child_open(int dirfd, const char *name, int flags, uid_t owner)
{
    struct stat seen, got;

    if (strchr(name, '/'))
        return -EINVAL;
    if (fstatat(dirfd, name, &seen, AT_SYMLINK_NOFOLLOW) < 0)
        return -errno;
    if (!S_ISREG(seen.st_mode) || !node_is_private(&seen, owner))
        return -EPERM;
    int fd = openat(dirfd, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (fstat(fd, &got) < 0 || !node_same(&seen, &got) || !node_is_private(&got, owner)) {
        close(fd);
        return -EAGAIN;
    }
    return fd;
}
