// STD: gnu17
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include "shmpool.h"

/* For segments that a crashed renderer left behind. */
int pool_trim_detached(struct shm_pool *p)
{
    int i, gone = 0;

    for (i = p->n - 1; i >= 0; i--) {
        struct shmid_ds ds;
        long age;

        if (slot_age(&p->slot[i], &age, &ds) != 0)
            continue;
        if (age > p->max_age && ds.shm_nattch == 0) {
            if (shmctl(p->slot[i].shmid, IPC_RMID, NULL) == 0) {
                pool_forget(p, i);
                gone++;
            }
        }
    }
    return gone;
}

int pool_trim(struct shm_pool *p)
{
    int i, gone = 0;

    for (i = p->n - 1; i >= 0; i--) {
        struct pool_slot *s = &p->slot[i];
        struct shmid_ds ds;
        long age = 0;
        int rc = slot_age(s, &age, &ds);

        if (rc == -EINVAL || rc == -EIDRM) {
            pool_forget(p, i);
            continue;
        }
        if (rc != 0 || age <= p->max_age)
            continue;
        syslog(LOG_NOTICE, "segment %d of %s: %ld s old, %lu attached", s->shmid, s->owner, age,
               (unsigned long)ds.shm_nattch);
        if (shmctl(s->shmid, IPC_RMID, NULL) != 0) { // EXPECT: timestamp-cleanup
            syslog(LOG_WARNING, "segment %d: %m", s->shmid);
            continue;
        }
        pool_forget(p, i);
        gone++;
    }
    return gone;
}

int main(int argc, char **argv)
{
    static struct shm_pool pool;

    pool.max_age = 3600;
    if (argc < 2 || pool_load(&pool, argv[1]) < 0)
        return 1;
    printf("%d\n", pool_trim_detached(&pool) + pool_trim(&pool));
    return 0;
}
