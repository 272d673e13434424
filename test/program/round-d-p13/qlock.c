#include "qlock.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int qlock_take(struct qlock *l, const char *lockfile)
{
    l->fd = open(lockfile, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (l->fd < 0)
        return -1;
    if (flock(l->fd, LOCK_EX) < 0) {
        close(l->fd);
        return -1;
    }
    return 0;
}

void qlock_drop(struct qlock *l)
{
    flock(l->fd, LOCK_UN);
    close(l->fd);
    l->fd = -1;
}
