// STD: gnu17
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int backup_begin(struct snapshot *s)
{
    char p[300];
    int fd;

    snprintf(p, sizeof p, "%s/overlay.qcow2", s->path);
    fd = open(p, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    s->backups++;
    return fd;
}

void backup_end(struct snapshot *s, int fd)
{
    close(fd);
    s->backups--;
}
