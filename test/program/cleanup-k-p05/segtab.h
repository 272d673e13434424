#ifndef SEGTAB_H
#define SEGTAB_H
#include <sys/types.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

#define SEG_MAX 128

struct seg_table {
    int ids[SEG_MAX];
    int n;
};

int seg_table_scan(struct seg_table *t, uid_t owner);
int seg_is_old(const struct shmid_ds *ds, time_t now, long limit);
int seg_reap_frames(const struct seg_table *t, long limit);
int seg_reap_detached(const struct seg_table *t, long limit);
#endif
