// STD: gnu17
#include "ringreg.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static int producer_gone(const struct ring_head *h)
{
    unsigned long long start;

    if (kill(h->producer, 0) < 0 && errno == ESRCH)
        return 1;
    if (proc_start_time(h->producer, &start) < 0)
        return 0;
    return start != h->producer_start;
}

/*
 * Names carry the producer's pid and a counter, so a name is not created again
 * by another process.  Consumers map the ring and do not need its name.
 */
int rings_reclaim(const char *prefix, long long min_age)
{
    char name[RING_NAME_MAX + 2];
    struct ring_head h;
    struct dirent *de;
    DIR *d = opendir("/dev/shm");
    int n = 0;

    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (strncmp(de->d_name, prefix, strlen(prefix)) != 0 || strlen(de->d_name) > RING_NAME_MAX)
            continue;
        snprintf(name, sizeof(name), "/%.*s", RING_NAME_MAX, de->d_name);
        if (ring_peek(name, &h) < 0)
            continue;
        if (boot_seconds() - h.created < min_age)
            continue;
        if (!producer_gone(&h))
            continue;
        if (shm_unlink(name) == 0)
            n++;
    }
    closedir(d);
    return n;
}
