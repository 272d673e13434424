// STD: gnu17
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "shmpool.h"

int pool_load(struct shm_pool *p, const char *listfile)
{
    char line[128];
    FILE *f = fopen(listfile, "re");

    if (!f)
        return -errno;
    p->n = 0;
    while (p->n < POOL_MAX && fgets(line, sizeof line, f)) {
        struct pool_slot *s = &p->slot[p->n];
        unsigned key;
        if (sscanf(line, "%d %x %31s", &s->shmid, &key, s->owner) != 3)
            continue;
        s->key = (key_t)key;
        p->n++;
    }
    fclose(f);
    return p->n;
}

void pool_forget(struct shm_pool *p, int i)
{
    p->slot[i] = p->slot[--p->n];
}

int slot_age(const struct pool_slot *s, long *age_out, struct shmid_ds *ds)
{
    if (shmctl(s->shmid, IPC_STAT, ds) != 0)
        return -errno;
    *age_out = (long)difftime(time(NULL), ds->shm_ctime);
    return 0;
}
