// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

#define FRAME_KEY_BASE 0x46520000
#define STATS_KEY_BASE 0x53540000
#define KEY_MASK 0xffff0000

struct reap_limits {
    time_t frame_secs;
    time_t stats_secs;
};

static key_t key_of(const struct shmid_ds *ds)
{
    return ds->shm_perm.__key;
}

/* Frame segments are created by the capture process and mapped by the encoders. */
static int reap_frame(int id, const struct shmid_ds *ds, time_t limit)
{
    time_t age = time(NULL) - ds->shm_ctime;

    if (age <= limit)
        return 0;
    if (shmctl(id, IPC_RMID, NULL) != 0) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "shm %d: %s\n", id, strerror(errno));
        return -1;
    }
    printf("frame %d size %zu age %ld\n", id, ds->shm_segsz, (long)age);
    return 1;
}

static int reap_stats(int id, const struct shmid_ds *ds, time_t limit)
{
    if (ds->shm_nattch != 0)
        return 0;
    if (ds->shm_dtime == 0 || time(NULL) - ds->shm_dtime <= limit)
        return 0;
    if (shmctl(id, IPC_RMID, NULL) != 0) {
        fprintf(stderr, "shm %d: %s\n", id, strerror(errno));
        return -1;
    }
    printf("stats %d\n", id);
    return 1;
}

static int sweep(const struct reap_limits *lim, uid_t owner)
{
    struct shm_info info;
    struct shmid_ds ds;
    int removed = 0;
    int max = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info);

    if (max < 0)
        return -1;
    for (int slot = 0; slot <= max; slot++) {
        int id = shmctl(slot, SHM_STAT, &ds);
        int rc = 0;

        if (id < 0 || ds.shm_perm.uid != owner)
            continue;
        switch (key_of(&ds) & (int)KEY_MASK) {
        case FRAME_KEY_BASE:
            rc = reap_frame(id, &ds, lim->frame_secs);
            break;
        case STATS_KEY_BASE:
            rc = reap_stats(id, &ds, lim->stats_secs);
            break;
        default:
            break;
        }
        if (rc > 0)
            removed++;
    }
    return removed;
}

int main(int argc, char **argv)
{
    struct reap_limits lim = {1800, 86400};
    struct passwd *pw = getpwnam(argc > 1 ? argv[1] : "capture");
    int n;

    if (!pw) {
        fprintf(stderr, "no such user\n");
        return 1;
    }
    n = sweep(&lim, pw->pw_uid);
    if (n < 0) {
        perror("shmctl");
        return 1;
    }
    printf("%d segments removed\n", n);
    return 0;
}
