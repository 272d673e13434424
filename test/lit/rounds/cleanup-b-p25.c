// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

struct tally {
    unsigned seen;
    unsigned busy;
    unsigned young;
    unsigned removed;
    unsigned failed;
};

static int wanted(const struct shmid_ds *ds, uid_t uid, key_t lo, key_t hi)
{
    key_t k = ds->shm_perm.__key;
    return ds->shm_perm.uid == uid && k >= lo && k <= hi;
}

static void reclaim(uid_t uid, key_t lo, key_t hi, double min_secs, struct tally *t)
{
    struct shm_info info;
    struct shmid_ds ds;
    time_t now = time(NULL);
    int top = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);

    for (int i = 0; i <= top; i++) {
        int id = shmctl(i, SHM_STAT, &ds);
        if (id < 0 || !wanted(&ds, uid, lo, hi))
            continue;
        t->seen++;
        time_t since = ds.shm_dtime ? ds.shm_dtime : ds.shm_ctime;
        if (difftime(now, since) < min_secs) {
            t->young++;
            continue;
        }
        if (ds.shm_nattch != 0) {
            t->busy++;
            continue;
        }
        if (shmctl(id, IPC_RMID, NULL) == 0) {
            t->removed++;
        } else {
            fprintf(stderr, "segment %d: %s\n", id, strerror(errno));
            t->failed++;
        }
    }
}

int main(int argc, char **argv)
{
    struct tally t;
    double secs = argc > 1 ? strtod(argv[1], NULL) : 1800.0;

    memset(&t, 0, sizeof t);
    if (secs < 1.0) {
        fprintf(stderr, "usage: %s [seconds]\n", argv[0]);
        return 2;
    }
    reclaim(geteuid(), 0x51000000, 0x5100ffff, secs, &t);
    printf("seen %u busy %u young %u removed %u failed %u\n",
           t.seen, t.busy, t.young, t.removed, t.failed);
    return t.failed != 0;
}
