// STD: gnu17
#include "planner.h"
#include <errno.h>
#include <stdio.h>

static int apply_step(const char *file, unsigned step)
{
    FILE *f = fopen(file, "r");
    char line[256];
    unsigned i;

    if (!f)
        return -errno;
    for (i = 0; i <= step; i++)
        if (!fgets(line, sizeof line, f))
            break;
    fclose(f);
    return i > step ? 0 : -EINVAL;
}

int plan_apply(struct plan_store *s, unsigned long id)
{
    struct plan *p;
    unsigned i;
    int rc = 0;

    pthread_rwlock_wrlock(&s->rw);
    p = plan_find(s, id);
    if (!p || p->applying) {
        pthread_rwlock_unlock(&s->rw);
        return p ? -EBUSY : -ENOENT;
    }
    p->applying = 1;
    pthread_rwlock_unlock(&s->rw);

    for (i = 0; i < p->steps && rc == 0; i++)
        rc = apply_step(p->file, i);

    pthread_rwlock_wrlock(&s->rw);
    p->applying = 0;
    pthread_rwlock_unlock(&s->rw);
    return rc;
}
