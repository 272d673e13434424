// STD: gnu17
#include "queue.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The holder removes the file before letting go, so a waiter may end up with a dead inode. */
int qlock_acquire(const char *path)
{
    for (;;) {
        struct stat held, named;
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

        if (fd < 0)
            return -1;
        if (flock(fd, LOCK_EX) != 0) {
            close(fd);
            if (errno == EINTR)
                continue;
            return -1;
        }
        if (fstat(fd, &held) == 0 && stat(path, &named) == 0 &&
            held.st_dev == named.st_dev && held.st_ino == named.st_ino)
            return fd;
        close(fd);
    }
}

void qlock_release(int fd, const char *path)
{
    unlink(path);
    close(fd);
}
