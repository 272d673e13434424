// STD: gnu17
#include "segtab.h"

#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>

int segtab_load(struct segtab *t, const char *path)
{
    FILE *f = fopen(path, "re");
    unsigned uid;

    t->n = 0;
    if (!f)
        return -1;
    while (t->n < SEGTAB_MAX) {
        struct seg *s = &t->v[t->n];

        if (fscanf(f, "%d %d %u", &s->shmid, &s->semid, &uid) != 3)
            break;
        s->owner = (uid_t)uid;
        t->n++;
    }
    fclose(f);
    return 0;
}

void *seg_attach(const struct seg *s, int readonly)
{
    void *p = shmat(s->shmid, NULL, readonly ? SHM_RDONLY : 0);

    return p == (void *)-1 ? NULL : p;
}

int seg_detach(const void *addr)
{
    return shmdt(addr);
}
