// STD: gnu17
#define _GNU_SOURCE
#include "ipcpool.h"
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>

int reap_segments(uid_t owner, time_t max_age)
{
    struct shm_info info;
    struct shmid_ds ds;
    time_t now = time(NULL);
    int i, n = 0, top = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);

    for (i = 0; i <= top; i++) {
        int id = shmctl(i, SHM_STAT, &ds);
        if (id < 0 || ds.shm_perm.uid != owner)
            continue;
        if (now - ds.shm_ctime > max_age) {
            if (shmctl(id, IPC_RMID, NULL) == 0) // EXPECT: timestamp-cleanup
                n++;
        }
    }
    return n;
}

int reap_detached(uid_t owner, time_t max_age)
{
    struct shm_info info;
    struct shmid_ds ds;
    time_t now = time(NULL);
    int i, n = 0, top = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);

    for (i = 0; i <= top; i++) {
        int id = shmctl(i, SHM_STAT, &ds);
        if (id < 0 || ds.shm_perm.uid != owner)
            continue;
        if (ds.shm_nattch != 0)
            continue;
        if (now - ds.shm_ctime > max_age && shmctl(id, IPC_RMID, NULL) == 0)
            n++;
    }
    return n;
}

int reap_queues(uid_t owner, time_t max_age)
{
    struct msginfo info;
    struct msqid_ds ds;
    time_t now = time(NULL);
    int i, n = 0, top = msgctl(0, MSG_INFO, (struct msqid_ds *)&info);

    for (i = 0; i <= top; i++) {
        int id = msgctl(i, MSG_STAT, &ds);
        if (id < 0 || ds.msg_perm.uid != owner)
            continue;
        if (difftime(now, ds.msg_ctime) < (double)max_age)
            continue;
        if (msgctl(id, IPC_RMID, NULL) < 0) { // EXPECT: timestamp-cleanup
            perror("msgctl");
            continue;
        }
        n++;
    }
    return n;
}
