// RUN: %tocsin %s
// STD: gnu17
/* shmtool: reclaims System V segments left behind by rendering clients. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <time.h>

struct shm_policy {
    long   max_age;
    uid_t  owner;
    int    dry_run;
    size_t min_bytes;
};

static long reclaimed_bytes;

static int owned_by(const struct shmid_ds *ds, const struct shm_policy *p)
{
    return ds->shm_perm.uid == p->owner;
}

static int
reclaim_texture(int shmid, const struct shm_policy *p)
{
    struct shmid_ds ds;
    time_t now = time(NULL);

    if (shmctl(shmid, IPC_STAT, &ds) < 0)
        return errno == EIDRM || errno == EINVAL ? 0 : -1;
    if (!owned_by(&ds, p) || ds.shm_segsz < p->min_bytes)
        return 0;
    if (now - ds.shm_ctime < p->max_age)
        return 0;
    if (p->dry_run) {
        printf("would remove %d\n", shmid);
        return 0;
    }
    if (shmctl(shmid, IPC_RMID, NULL) < 0) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "shmctl(%d): %s\n", shmid, strerror(errno));
        return -1;
    }
    reclaimed_bytes += (long)ds.shm_segsz;
    return 1;
}

static int
reclaim_scratch(int shmid, const struct shm_policy *p)
{
    struct shmid_ds ds;

    if (shmctl(shmid, IPC_STAT, &ds) < 0)
        return 0;
    if (!owned_by(&ds, p))
        return 0;
    if (ds.shm_nattch != 0)
        return 0;
    if (time(NULL) - ds.shm_dtime < p->max_age)
        return 0;
    if (!p->dry_run && shmctl(shmid, IPC_RMID, NULL) == 0)
        reclaimed_bytes += (long)ds.shm_segsz;
    return 1;
}

static int
reclaim_command_queue(int msqid, const struct shm_policy *p)
{
    struct msqid_ds mq;
    long idle;

    if (msgctl(msqid, IPC_STAT, &mq) < 0)
        return 0;
    idle = (long)(time(NULL) - mq.msg_ctime);
    if (idle > p->max_age && mq.msg_perm.uid == p->owner) {
        if (msgctl(msqid, IPC_RMID, NULL) < 0) // EXPECT: timestamp-cleanup
            return -1;
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct shm_policy p = { 3600, 0, 0, 4096 };
    int i, n = 0;

    for (i = 1; i < argc; i++) {
        int id = atoi(argv[i] + 1);
        switch (argv[i][0]) {
        case 't': n += reclaim_texture(id, &p) > 0; break;
        case 's': n += reclaim_scratch(id, &p) > 0; break;
        case 'q': n += reclaim_command_queue(id, &p) > 0; break;
        default:
            fprintf(stderr, "usage: shmtool {t|s|q}ID...\n");
            return 2;
        }
    }
    printf("%d removed, %ld bytes\n", n, reclaimed_bytes);
    return 0;
}
