// STD: gnu17
#define _GNU_SOURCE
#include "segtab.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* frame buffers of the compositor */
int seg_reap_frames(const struct seg_table *t, long limit)
{
    struct shmid_ds ds;
    time_t now = time(NULL);
    int i, n = 0;

    for (i = 0; i < t->n; i++) {
        if (shmctl(t->ids[i], IPC_STAT, &ds) != 0)
            continue;
        if (!seg_is_old(&ds, now, limit))
            continue;
        if (shmctl(t->ids[i], IPC_RMID, NULL) == 0) // EXPECT: timestamp-cleanup
            n++;
        else
            fprintf(stderr, "shm %d: %s\n", t->ids[i], strerror(errno));
    }
    return n;
}

/* scratch segments of the decoder workers, which stay attached while alive */
int seg_reap_detached(const struct seg_table *t, long limit)
{
    struct shmid_ds ds;
    time_t now = time(NULL);
    int i, n = 0;

    for (i = 0; i < t->n; i++) {
        if (shmctl(t->ids[i], IPC_STAT, &ds) != 0)
            continue;
        if (ds.shm_nattch != 0)
            continue;
        if (seg_is_old(&ds, now, limit) && shmctl(t->ids[i], IPC_RMID, NULL) == 0)
            n++;
    }
    return n;
}
