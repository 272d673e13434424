// RUN: %tocsin %s
// STD: gnu17
/* ipcjanitor: removes System V objects that crashed acquisition nodes left
 * behind.  Every object of ours has a key in the 0x44415100 range. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

#define DAQ_KEY_MASK 0xffffff00u
#define DAQ_KEY_BASE 0x44415100u

struct limits {
    double frame_max_age;
    double ring_max_age;
    double queue_max_age;
};

struct tally {
    unsigned frames, rings, queues;
};

static bool is_ours(key_t key)
{
    return ((unsigned)key & DAQ_KEY_MASK) == DAQ_KEY_BASE;
}

static bool is_frame_buffer(key_t key)
{
    return is_ours(key) && ((unsigned)key & 0x80u);
}

static bool pid_gone(pid_t pid)
{
    return pid == 0 || (kill(pid, 0) == -1 && errno == ESRCH);
}

static bool outlived(time_t since, double limit)
{
    return difftime(time(NULL), since) > limit;
}

static void drop_segment(int id, key_t key, unsigned *count)
{
    if (shmctl(id, IPC_RMID, NULL) == -1) {
        fprintf(stderr, "shm %d (key %08x): %s\n", id, (unsigned)key, strerror(errno));
        return;
    }
    ++*count;
}

static void sweep_segments(const struct limits *lim, struct tally *t)
{
    struct shm_info info;
    struct shmid_ds ds;
    int top = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);

    for (int slot = 0; slot <= top; slot++) {
        int id = shmctl(slot, SHM_STAT, &ds);
        if (id == -1)
            continue;
        key_t key = ds.shm_perm.__key;
        if (is_frame_buffer(key)) {
            if (ds.shm_nattch == 0 && pid_gone(ds.shm_cpid) &&
                outlived(ds.shm_ctime, lim->frame_max_age))
                drop_segment(id, key, &t->frames);
        } else if (is_ours(key)) {
            time_t last = ds.shm_atime > ds.shm_ctime ? ds.shm_atime : ds.shm_ctime;
            if (ds.shm_nattch > 16)
                fprintf(stderr, "ring %d: %lu attachments\n", id, (unsigned long)ds.shm_nattch);
            if (outlived(last, lim->ring_max_age))
                drop_segment(id, key, &t->rings); // EXPECT: timestamp-cleanup
        }
    }
}

static void sweep_queues(const struct limits *lim, struct tally *t)
{
    struct msginfo info;
    struct msqid_ds ds;
    int top = msgctl(0, MSG_INFO, (struct msqid_ds *)&info);

    for (int slot = 0; slot <= top; slot++) {
        int id = msgctl(slot, MSG_STAT, &ds);
        if (id == -1 || !is_ours(ds.msg_perm.__key))
            continue;
        if (!outlived(ds.msg_ctime, lim->queue_max_age))
            continue;
        if (ds.msg_qnum != 0 || !pid_gone(ds.msg_lspid) || !pid_gone(ds.msg_lrpid))
            continue;
        if (msgctl(id, IPC_RMID, NULL) == 0)
            t->queues++;
    }
}

int main(void)
{
    const struct limits lim = {
        .frame_max_age = 600.0, .ring_max_age = 6 * 3600.0, .queue_max_age = 86400.0
    };
    struct tally t = { 0 };

    sweep_segments(&lim, &t);
    sweep_queues(&lim, &t);
    printf("removed %u frame buffers, %u rings, %u queues\n", t.frames, t.rings, t.queues);
    return EXIT_SUCCESS;
}
