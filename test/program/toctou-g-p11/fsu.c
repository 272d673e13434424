// STD: gnu17
#include "rotate.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int fsu_make_dir(const char *dir)
{
    if (mkdir(dir, 0755) == 0)
        return 0;
    return errno == EEXIST ? 0 : -1;
}

int fsu_create_empty(const char *path)
{
    int fd = creat(path, 0666);
    if (fd < 0)
        return -1;
    return close(fd);
}

int fsu_create_owned(const char *path, uid_t uid, gid_t gid, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);

    if (fd < 0)
        return -1;
    if (fchown(fd, uid, gid) < 0 || fchmod(fd, mode) < 0) {
        int e = errno;
        close(fd);
        unlink(path);
        errno = e;
        return -1;
    }
    return close(fd);
}
