// STD: gnu17
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "wal.h"

int wal_recycle(struct wal *w, time_t keep_seconds)
{
    char path[192];
    uint64_t needed;
    time_t now = time(NULL);
    int n = 0;

    pthread_mutex_lock(&w->lock);
    needed = wal_oldest_needed(w);
    while (w->first != w->next) {
        struct wal_segment *s = &w->seg[w->first % WAL_MAX_SEG];

        if (s->last_lsn >= needed)
            break;
        if (now - s->closed_at < keep_seconds) // EXPECT: wall-clock-interval
            break;
        snprintf(path, sizeof path, "%s/%08x.wal", w->dir, w->first);
        if (unlink(path) != 0 && errno != ENOENT) {
            fprintf(stderr, "wal: %s: %s\n", path, strerror(errno));
            break;
        }
        s->exists = 0;
        w->first++;
        n++;
    }
    pthread_mutex_unlock(&w->lock);
    return n;
}
