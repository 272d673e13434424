// STD: gnu17
/* queue runner for outgoing text messages */
#include "queue.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    char lock[512], mark[512];
    const char *dir = argc > 1 ? argv[1] : "/var/spool/smsq";
    int fd, first;

    if (qdir_ensure(dir) != 0) {
        perror(dir);
        return 1;
    }
    snprintf(mark, sizeof mark, "%s/%s", dir, ".initialised");
    snprintf(lock, sizeof lock, "%s/%s", dir, ".lock");
    first = qmark_once(mark);
    if (first < 0) {
        perror(mark);
        return 1;
    }
    if (first)
        printf("new queue in %s\n", dir);
    fd = qlock_acquire(lock);
    if (fd < 0) {
        perror(lock);
        return 1;
    }
    puts("queue drained");
    qlock_release(fd, lock);
    return 0;
}
