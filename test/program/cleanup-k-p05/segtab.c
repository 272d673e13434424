// STD: gnu17
#define _GNU_SOURCE
#include "segtab.h"
#include <string.h>

int seg_table_scan(struct seg_table *t, uid_t owner)
{
    struct shm_info info;
    struct shmid_ds ds;
    int top, i, id;

    memset(t, 0, sizeof *t);
    top = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);
    if (top < 0)
        return -1;
    for (i = 0; i <= top && t->n < SEG_MAX; i++) {
        id = shmctl(i, SHM_STAT, &ds);
        if (id < 0 || ds.shm_perm.uid != owner)
            continue;
        t->ids[t->n++] = id;
    }
    return t->n;
}

int seg_is_old(const struct shmid_ds *ds, time_t now, long limit)
{
    return difftime(now, ds->shm_ctime) > (double)limit;
}
