// STD: gnu17
#include "crontab_store.h"
#include "fsid.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int table_open(const char *path, uid_t owner)
{
    struct stat before, now;
    int fd;

    if (lstat(path, &before) != 0)
        return -errno;
    if (!acceptable(&before, owner))
        return -EPERM;
    fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return -errno;
    if (fstat(fd, &now) != 0 || !same_object(&before, &now)) {
        close(fd);
        return -ESTALE;
    }
    return fd;
}

int table_replace(const char *path, uid_t owner, const char *text)
{
    size_t n = strlen(text);
    int rc = 0;
    int fd = table_open(path, owner);

    if (fd < 0)
        return fd;
    if (ftruncate(fd, 0) != 0 || write(fd, text, n) != (ssize_t)n)
        rc = -EIO;
    close(fd);
    return rc;
}

int table_hand_over(const char *path, uid_t from, uid_t to)
{
    struct stat st;
    int fd, rc = 0;

    if (lstat(path, &st) != 0 || !acceptable(&st, from))
        return -EPERM;
    fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (fstat(fd, &st) != 0 || !acceptable(&st, from))
        rc = -EPERM;
    else if (fchown(fd, to, (gid_t)-1) != 0)
        rc = -errno;
    close(fd);
    return rc;
}
