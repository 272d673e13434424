// STD: gnu17
#include "lockfile.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SEAT_MAX_HOLD 900

static int create_excl(const char *path)
{
    char who[32];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (fd < 0)
        return -1;
    int n = snprintf(who, sizeof who, "%ld\n", (long)getpid());
    int rc = write(fd, who, (size_t)n) == n ? 0 : -1;
    close(fd);
    return rc;
}

static void clear_abandoned(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return;
    double held = difftime(time(NULL), st.st_mtime);
    if (held <= SEAT_MAX_HOLD)
        return;
    fprintf(stderr, "seat file %s held for %.0f s\n", path, held);
    unlink(path); // EXPECT: timestamp-cleanup
}

int seat_acquire(struct seat_lock *l, const char *dir, int seat, int tries)
{
    snprintf(l->path, sizeof l->path, "%s/seat-%02d.lck", dir, seat);
    l->held = 0;
    while (tries-- > 0) {
        if (create_excl(l->path) == 0) {
            l->held = 1;
            return 0;
        }
        if (errno != EEXIST)
            return -1;
        clear_abandoned(l->path);
        sleep(1);
    }
    return -1;
}

void seat_release(struct seat_lock *l)
{
    if (l->held)
        unlink(l->path);
    l->held = 0;
}
