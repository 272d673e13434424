// STD: gnu17
#include "plan.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int64_t plan_clock(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec;
}

int plan_outdated(const struct plan_store *ps, const struct plan *p)
{
    return plan_clock() - p->generated_at > ps->max_age;
}

struct plan *plan_add(struct plan_store *ps, uint64_t id, const char *artifact)
{
    struct plan *p = calloc(1, sizeof *p);

    if (!p)
        return NULL;
    p->id = id;
    p->generated_at = plan_clock();
    snprintf(p->artifact, sizeof p->artifact, "%s", artifact);
    pthread_mutex_lock(&ps->mu);
    p->next = ps->head;
    ps->head = p;
    pthread_mutex_unlock(&ps->mu);
    return p;
}

struct plan *plan_find(struct plan_store *ps, uint64_t id)
{
    struct plan *p;

    pthread_mutex_lock(&ps->mu);
    for (p = ps->head; p && p->id != id; p = p->next)
        ;
    pthread_mutex_unlock(&ps->mu);
    return p;
}

void plan_dispose(struct plan *p)
{
    if (unlink(p->artifact) != 0)
        perror(p->artifact);
    free(p);
}
