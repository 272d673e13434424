// RUN: %tocsin %s
// STD: gnu17
/* frameshm - housekeeping for SysV segments that cameras and viewers exchange frames through. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

#define MAX_FEEDS 64

struct feed {
    key_t key;
    int shmid;
    int msqid;
    char label[32];
};

struct feed_table {
    struct feed feeds[MAX_FEEDS];
    int n;
};

static int load_table(struct feed_table *t, const char *path)
{
    FILE *f = fopen(path, "r");
    unsigned key;
    char label[32];

    if (!f)
        return -errno;
    t->n = 0;
    while (t->n < MAX_FEEDS && fscanf(f, "%x %31s", &key, label) == 2) {
        struct feed *fd = &t->feeds[t->n];

        fd->key = (key_t)key;
        fd->shmid = shmget(fd->key, 0, 0);
        fd->msqid = msgget(fd->key, 0);
        snprintf(fd->label, sizeof fd->label, "%s", label);
        if (fd->shmid >= 0)
            t->n++;
    }
    fclose(f);
    return t->n;
}

static void drop_frames(struct feed_table *t, time_t max_age)
{
    int i;
    time_t now = time(NULL);

    for (i = 0; i < t->n; i++) {
        struct shmid_ds ds;

        if (shmctl(t->feeds[i].shmid, IPC_STAT, &ds) < 0)
            continue;
        if (ds.shm_nattch != 0)
            continue;
        if (difftime(now, ds.shm_dtime) > (double)max_age)
            shmctl(t->feeds[i].shmid, IPC_RMID, NULL);
    }
}

static void drop_control(struct feed_table *t, time_t max_age)
{
    int i;
    time_t now = time(NULL);

    for (i = 0; i < t->n; i++) {
        struct msqid_ds ds;
        time_t last;
        unsigned long quiet;

        if (t->feeds[i].msqid < 0 || msgctl(t->feeds[i].msqid, IPC_STAT, &ds) < 0)
            continue;
        last = ds.msg_stime > ds.msg_rtime ? ds.msg_stime : ds.msg_rtime;
        quiet = (unsigned long)now - (unsigned long)last;
        if (quiet > (unsigned long)max_age) { // EXPECT: unsigned-age
            printf("%s: control queue quiet for %lu s\n", t->feeds[i].label, quiet);
            msgctl(t->feeds[i].msqid, IPC_RMID, NULL); // EXPECT: timestamp-cleanup
        }
    }
}

static void drop_calibration(key_t base, int slots, time_t max_age)
{
    int s;

    for (s = 0; s < slots; s++) {
        struct shmid_ds ds;
        int id = shmget(base + s, 0, 0);

        if (id < 0 || shmctl(id, IPC_STAT, &ds) < 0)
            continue;
        if (time(NULL) - ds.shm_ctime <= max_age)
            continue;
        if (shmctl(id, IPC_RMID, NULL) < 0) // EXPECT: timestamp-cleanup
            fprintf(stderr, "frameshm: slot %d: %s\n", s, strerror(errno));
    }
}

int main(int argc, char **argv)
{
    struct feed_table t;
    time_t age = argc > 2 ? strtol(argv[2], NULL, 10) : 3600;

    if (argc < 2 || load_table(&t, argv[1]) < 0)
        return 1;
    for (;;) {
        drop_frames(&t, age);
        drop_control(&t, age);
        drop_calibration(0x5ca10000, 8, age * 24);
        sleep(60);
    }
}
