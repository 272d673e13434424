// RUN: %tocsin %s
// STD: gnu17
/* frame exchange between capture process and encoders: segment janitor */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>
#include <unistd.h>
#include <time.h>
#include <sys/types.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/msg.h>

#define SEG_MAGIC 0x46580000
#define SEG_MASK  0xffff0000

struct janitor {
    long seg_max_age;
    long queue_idle;
    int  verbose;
    unsigned segs, queues;
};

static int is_ours(key_t key)
{
    return ((unsigned)key & SEG_MASK) == SEG_MAGIC;
}

static long seg_age(const struct shmid_ds *ds)
{
    return (long)(time(NULL) - ds->shm_ctime);
}

static int drop_segment(struct janitor *j, int id)
{
    if (shmctl(id, IPC_RMID, NULL) < 0) {
        if (errno == EIDRM || errno == EINVAL)
            return 0;
        perror("shmctl(IPC_RMID)");
        return -1;
    }
    j->segs++;
    return 0;
}

static void collect_frame_segments(struct janitor *j, int max_idx)
{
    struct shmid_ds ds;
    int i, id;

    for (i = 0; i <= max_idx; i++) {
        id = shmctl(i, SHM_STAT, &ds);
        if (id < 0)
            continue;
        if (!is_ours(ds.shm_perm.__key) || ds.shm_perm.uid != geteuid())
            continue;
        if (seg_age(&ds) <= j->seg_max_age)
            continue;
        if (j->verbose)
            printf("segment %d: %lu attached, age %ld\n", id,
                   (unsigned long)ds.shm_nattch, seg_age(&ds));
        drop_segment(j, id); // EXPECT: timestamp-cleanup
    }
}

static void collect_audio_segments(struct janitor *j, const int *ids, int n)
{
    struct shmid_ds ds;
    int i;

    for (i = 0; i < n; i++) {
        if (shmctl(ids[i], IPC_STAT, &ds) < 0)
            continue;
        if (ds.shm_nattch != 0)
            continue;
        if (seg_age(&ds) > j->seg_max_age)
            drop_segment(j, ids[i]);
    }
}

static void collect_control_queues(struct janitor *j, const int *ids, int n)
{
    struct msqid_ds q;
    time_t last;
    int i;

    for (i = 0; i < n; i++) {
        if (msgctl(ids[i], IPC_STAT, &q) < 0)
            continue;
        last = q.msg_rtime > q.msg_stime ? q.msg_rtime : q.msg_stime;
        if (time(NULL) - last < j->queue_idle)
            continue;
        if (msgctl(ids[i], IPC_RMID, NULL) == 0) // EXPECT: timestamp-cleanup
            j->queues++;
    }
}

static int parse_ids(const char *s, int *out, int cap)
{
    int n = 0;
    char *copy = strdup(s), *tok, *save = NULL;

    if (copy == NULL)
        return 0;
    for (tok = strtok_r(copy, ",", &save); tok && n < cap;
         tok = strtok_r(NULL, ",", &save))
        out[n++] = atoi(tok);
    free(copy);
    return n;
}

int main(int argc, char **argv)
{
    struct janitor j = { 900, 3600, 0, 0, 0 };
    struct shm_info info;
    int ids[64], n, opt, max_idx;

    while ((opt = getopt(argc, argv, "va:q:")) != -1) {
        if (opt == 'v') {
            j.verbose = 1;
        } else if (opt == 'a') {
            n = parse_ids(optarg, ids, 64);
            collect_audio_segments(&j, ids, n);
        } else if (opt == 'q') {
            n = parse_ids(optarg, ids, 64);
            collect_control_queues(&j, ids, n);
        }
    }
    max_idx = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info);
    if (max_idx >= 0)
        collect_frame_segments(&j, max_idx);
    printf("%u segments, %u queues\n", j.segs, j.queues);
    return 0;
}
