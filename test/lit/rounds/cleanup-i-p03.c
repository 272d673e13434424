// RUN: %tocsin %s
// STD: gnu17
/* ipcjanitor: reclaims SysV IPC left behind by inspection camera pipelines */
#define _GNU_SOURCE
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FRAME_KEY_BASE 0x43414d00
#define FRAME_KEY_MASK 0xffffff00

struct policy {
    time_t seg_max;
    time_t queue_max;
    int dry_run;
};

static int ours(key_t key)
{
    return ((unsigned)key & FRAME_KEY_MASK) == FRAME_KEY_BASE;
}

static int reclaim_segments(const struct policy *p)
{
    struct shm_info si;
    struct shmid_ds ds;
    int max = shmctl(0, SHM_INFO, (struct shmid_ds *)&si);
    time_t now = time(NULL);
    int n = 0;

    for (int i = 0; i <= max; i++) {
        int id = shmctl(i, SHM_STAT, &ds);
        if (id < 0 || !ours(ds.shm_perm.__key))
            continue;
        if (ds.shm_ctime + p->seg_max > now)
            continue;
        if (p->dry_run) {
            printf("segment %d: %lu attached\n", id, (unsigned long)ds.shm_nattch);
            continue;
        }
        if (shmctl(id, IPC_RMID, NULL) == 0) // EXPECT: timestamp-cleanup
            n++;
    }
    return n;
}

static int reclaim_detached(const struct policy *p)
{
    struct shm_info si;
    struct shmid_ds ds;
    int max = shmctl(0, SHM_INFO, (struct shmid_ds *)&si);
    time_t now = time(NULL);
    int n = 0;

    for (int i = 0; i <= max; i++) {
        int id = shmctl(i, SHM_STAT, &ds);
        if (id < 0 || !ours(ds.shm_perm.__key) || ds.shm_nattch != 0)
            continue;
        if (now - (ds.shm_dtime > ds.shm_ctime ? ds.shm_dtime : ds.shm_ctime) < p->seg_max)
            continue;
        if (!p->dry_run && shmctl(id, IPC_RMID, NULL) == 0)
            n++;
    }
    return n;
}

static int reclaim_queues(const struct policy *p)
{
    struct msginfo mi;
    struct msqid_ds qs;
    int max = msgctl(0, MSG_INFO, (struct msqid_ds *)&mi), n = 0;

    for (int i = 0; i <= max; i++) {
        int id = msgctl(i, MSG_STAT, &qs);
        if (id < 0 || !ours(qs.msg_perm.__key))
            continue;
        if (difftime(time(NULL), qs.msg_stime) > (double)p->queue_max && !p->dry_run) {
            if (msgctl(id, IPC_RMID, NULL) < 0 && errno != EIDRM) // EXPECT: timestamp-cleanup
                fprintf(stderr, "msg %d: %s\n", id, strerror(errno));
            else
                n++;
        }
    }
    return n;
}

int main(int argc, char **argv)
{
    struct policy p = { 6 * 3600, 900, 0 };
    int opt, detached = 0, n;

    while ((opt = getopt(argc, argv, "nds:q:")) != -1) {
        switch (opt) {
        case 'n': p.dry_run = 1; break;
        case 'd': detached = 1; break;
        case 's': p.seg_max = atol(optarg); break;
        case 'q': p.queue_max = atol(optarg); break;
        default: return 2;
        }
    }
    n = detached ? reclaim_detached(&p) : reclaim_segments(&p);
    n += reclaim_queues(&p);
    printf("%d objects reclaimed\n", n);
    return 0;
}
