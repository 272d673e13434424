// STD: gnu17
#include "planner.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

long plan_age(const struct plan *p)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)(now.tv_sec - p->generated.tv_sec);
}

struct plan *plan_find(struct plan_store *s, unsigned long id)
{
    struct plan *p;

    for (p = s->plans; p && p->id != id; p = p->next)
        ;
    return p;
}

int plan_add(struct plan_store *s, unsigned long id, unsigned steps)
{
    struct plan *p = calloc(1, sizeof *p);

    if (!p)
        return -ENOMEM;
    p->id = id;
    p->steps = steps;
    clock_gettime(CLOCK_MONOTONIC, &p->generated);
    snprintf(p->file, sizeof p->file, PLAN_DIR "/%lu.plan", id);
    pthread_rwlock_wrlock(&s->rw);
    p->next = s->plans;
    s->plans = p;
    s->count++;
    pthread_rwlock_unlock(&s->rw);
    return 0;
}

void plan_discard_resources(struct plan *p)
{
    if (unlink(p->file) < 0 && errno != ENOENT)
        perror(p->file);
    free(p);
}
