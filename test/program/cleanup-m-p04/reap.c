// STD: gnu17
#include "segtab.h"

#include <stdio.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>

union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};

/* Segments of viewers that went away without cleaning up. */
int reap_detached(const struct segtab *t, long max_age)
{
    struct shmid_ds ds;
    time_t now = time(NULL);
    int n = 0;

    for (size_t i = 0; i < t->n; i++) {
        if (shmctl(t->v[i].shmid, IPC_STAT, &ds) < 0)
            continue;
        if (ds.shm_nattch != 0)
            continue;
        if (now - ds.shm_dtime < max_age)
            continue;
        if (shmctl(t->v[i].shmid, IPC_RMID, NULL) == 0)
            n++;
    }
    return n;
}

/* Frame buffers from the previous broadcast day. */
int reap_frames(const struct segtab *t, long max_age)
{
    struct shmid_ds ds;
    time_t cutoff = time(NULL) - max_age;
    int n = 0;

    for (size_t i = 0; i < t->n; i++) {
        const struct seg *s = &t->v[i];

        if (shmctl(s->shmid, IPC_STAT, &ds) < 0 || ds.shm_perm.uid != s->owner)
            continue;
        if (ds.shm_ctime >= cutoff)
            continue;
        if (shmctl(s->shmid, IPC_RMID, NULL) < 0) // EXPECT: timestamp-cleanup
            perror("shmctl(IPC_RMID)");
        else
            n++;
    }
    return n;
}

int reap_locks(const struct segtab *t, long max_idle)
{
    struct semid_ds ds;
    union semun arg;
    int n = 0;

    for (size_t i = 0; i < t->n; i++) {
        arg.buf = &ds;
        if (semctl(t->v[i].semid, 0, IPC_STAT, arg) < 0)
            continue;
        if (difftime(time(NULL), ds.sem_otime) > (double)max_idle) {
            if (semctl(t->v[i].semid, 0, IPC_RMID) == 0) // EXPECT: timestamp-cleanup
                n++;
        }
    }
    return n;
}
