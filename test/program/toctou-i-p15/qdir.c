// STD: gnu17
#include "queue.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int qdir_ensure(const char *path)
{
    struct stat st;

    if (mkdir(path, 0750) == 0)
        return 0;
    if (errno != EEXIST)
        return -1;
    if (stat(path, &st) != 0)
        return -1;
    if (!S_ISDIR(st.st_mode)) {
        errno = ENOTDIR;
        return -1;
    }
    return 0;
}

/* Returns 1 when this process made the marker, 0 when it was there. */
int qmark_once(const char *path)
{
    struct stat st;
    int fd;

    if (lstat(path, &st) == 0)
        return 0;
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? 0 : -1;
    if (dprintf(fd, "%ld\n", (long)getpid()) < 0) {
        close(fd);
        return -1;
    }
    return close(fd) == 0 ? 1 : -1;
}
