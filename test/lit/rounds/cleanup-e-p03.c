// RUN: %tocsin %s
// STD: gnu17
/* ipcsweep: reclaims System V objects left behind by crashed back-ends. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define MAX_AGE_SHM 86400L
#define MAX_AGE_MSG 7200L

struct sweep {
    uid_t owner;
    int dry_run;
    int removed;
};

static void complain(const char *what, int id)
{
    fprintf(stderr, "ipcsweep: %s %d: %s\n", what, id, strerror(errno));
}

static void sweep_frame_buffers(struct sweep *sw)
{
    struct shm_info info;
    struct shmid_ds ds;
    int i, id, max;
    time_t now;

    max = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);
    if (max < 0) {
        complain("shm info", 0);
        return;
    }
    now = time(NULL);
    for (i = 0; i <= max; i++) {
        id = shmctl(i, SHM_STAT, &ds);
        if (id < 0 || ds.shm_perm.uid != sw->owner)
            continue;
        if (difftime(now, ds.shm_ctime) < MAX_AGE_SHM)
            continue;
        if (sw->dry_run) {
            printf("would remove shm %d (%lu bytes)\n", id,
                   (unsigned long)ds.shm_segsz);
            continue;
        }
        if (shmctl(id, IPC_RMID, NULL) < 0) // EXPECT: timestamp-cleanup
            complain("remove shm", id);
        else
            sw->removed++;
    }
}

static void sweep_scratch(struct sweep *sw, const int *ids, int n)
{
    struct shmid_ds ds;
    time_t now = time(NULL);
    int i;

    for (i = 0; i < n; i++) {
        if (shmctl(ids[i], IPC_STAT, &ds) < 0)
            continue;
        if (ds.shm_nattch != 0)
            continue;
        if (now - ds.shm_dtime > MAX_AGE_SHM) {
            if (shmctl(ids[i], IPC_RMID, NULL) == 0)
                sw->removed++;
        }
    }
}

static int queue_quiet(const struct msqid_ds *q, time_t now)
{
    return now - q->msg_stime > MAX_AGE_MSG && now - q->msg_ctime > MAX_AGE_MSG;
}

static void sweep_queues(struct sweep *sw, const int *ids, int n)
{
    struct msqid_ds q;
    time_t now = time(NULL);
    int i;

    for (i = 0; i < n; i++) {
        memset(&q, 0, sizeof q);
        if (msgctl(ids[i], IPC_STAT, &q) < 0) {
            complain("stat queue", ids[i]);
            continue;
        }
        if (queue_quiet(&q, now)) {
            if (msgctl(ids[i], IPC_RMID, NULL) < 0) // EXPECT: timestamp-cleanup
                complain("remove queue", ids[i]);
            else
                sw->removed++;
        }
    }
}

int main(int argc, char **argv)
{
    struct sweep sw = { 0, 0, 0 };
    int ids[64];
    int n = 0, i;

    sw.owner = getuid();
    for (i = 1; i < argc && n < 64; i++) {
        if (strcmp(argv[i], "-n") == 0)
            sw.dry_run = 1;
        else
            ids[n++] = atoi(argv[i]);
    }
    sweep_frame_buffers(&sw);
    sweep_scratch(&sw, ids, n);
    sweep_queues(&sw, ids, n);
    printf("%d object(s) removed\n", sw.removed);
    return 0;
}
