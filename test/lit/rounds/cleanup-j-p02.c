// RUN: %tocsin %s
// STD: gnu17
/* shmjanitor: reclaim shared memory left behind by rendering workers.
 * Workers allocate frame buffers with IPC_CREAT and hand the id to the
 * compositor over a socket. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

#define FRAME_TTL   (15 * 60)
#define SCRATCH_TTL (60 * 60)

struct reclaim {
    int    count;
    size_t bytes;
};

static int segment_mine(const struct shmid_ds *ds)
{
    return ds->shm_perm.uid == geteuid();
}

static void reclaim_frames(struct reclaim *out)
{
    struct shm_info info;
    int maxidx = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);
    time_t cutoff = time(NULL) - FRAME_TTL;

    for (int i = 0; i <= maxidx; i++) {
        struct shmid_ds ds;
        int id = shmctl(i, SHM_STAT, &ds);

        if (id < 0 || !segment_mine(&ds))
            continue;
        if (ds.shm_ctime < cutoff) {
            if (shmctl(id, IPC_RMID, NULL) == 0) { // EXPECT: timestamp-cleanup
                out->count++;
                out->bytes += ds.shm_segsz;
            }
        }
    }
}

static void reclaim_scratch(const int *ids, int n, struct reclaim *out)
{
    time_t now = time(NULL);

    for (int i = 0; i < n; i++) {
        struct shmid_ds ds;

        if (shmctl(ids[i], IPC_STAT, &ds) < 0) {
            if (errno != EINVAL && errno != EIDRM)
                fprintf(stderr, "shm %d: %s\n", ids[i], strerror(errno));
            continue;
        }
        if (ds.shm_nattch != 0)
            continue;
        if (now - ds.shm_dtime < SCRATCH_TTL)
            continue;
        if (shmctl(ids[i], IPC_RMID, NULL) == 0) {
            out->count++;
            out->bytes += ds.shm_segsz;
        }
    }
}

int main(int argc, char **argv)
{
    struct reclaim frames = {0, 0}, scratch = {0, 0};
    int ids[64], n = 0;

    for (int i = 1; i < argc && n < 64; i++)
        ids[n++] = atoi(argv[i]);

    reclaim_frames(&frames);
    reclaim_scratch(ids, n, &scratch);
    printf("frames=%d (%zu bytes) scratch=%d (%zu bytes)\n",
           frames.count, frames.bytes, scratch.count, scratch.bytes);
    return 0;
}
