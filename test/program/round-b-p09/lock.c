#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

int spool_lock(spool_t *sp)
{
    char name[PATH_MAX];

    snprintf(name, sizeof name, "%s/.lock", sp->dir);
    sp->lockfd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (sp->lockfd < 0)
        return -1;
    while (flock(sp->lockfd, LOCK_EX) != 0) {
        if (errno == EINTR)
            continue;
        close(sp->lockfd);
        sp->lockfd = -1;
        return -1;
    }
    return 0;
}

void spool_unlock(spool_t *sp)
{
    if (sp->lockfd >= 0) {
        flock(sp->lockfd, LOCK_UN);
        close(sp->lockfd);
    }
    sp->lockfd = -1;
}
