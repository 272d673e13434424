// STD: gnu17
#include "priv.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int rc_open_for_user(const char *path, uid_t uid, gid_t gid)
{
    struct priv_state ps;
    int fd, e;

    if (priv_to_user(&ps, uid, gid) < 0)
        return -1;
    if (access(path, F_OK) != 0) {
        priv_restore(&ps);
        errno = ENOENT;
        return -1;
    }
    fd = open(path, O_RDWR | O_CLOEXEC);
    e = errno;
    priv_restore(&ps);
    errno = e;
    return fd;
}

void rc_describe(const char *path)
{
    struct stat sb;

    if (stat(path, &sb) == 0)
        fprintf(stderr, "rc: %s is %lld bytes, mode %03o\n", path, (long long)sb.st_size,
                (unsigned)(sb.st_mode & 0777));
    else
        fprintf(stderr, "rc: %s: %s\n", path, strerror(errno));
}

int rc_rewrite(int fd, const char *text)
{
    size_t n = strlen(text);

    if (ftruncate(fd, 0) < 0 || lseek(fd, 0, SEEK_SET) < 0)
        return -1;
    return write(fd, text, n) == (ssize_t)n ? 0 : -1;
}
