// STD: gnu17
#include "plan.h"
#include <stddef.h>

unsigned plan_store_prune(struct plan_store *ps)
{
    struct plan **link, *p;
    unsigned n = 0;

    pthread_mutex_lock(&ps->mu);
    for (link = &ps->head; (p = *link) != NULL;) {
        if (!plan_outdated(ps, p)) {
            link = &p->next;
            continue;
        }
        *link = p->next;
        plan_dispose(p); // EXPECT: timestamp-cleanup
        n++;
    }
    pthread_mutex_unlock(&ps->mu);
    return n;
}

unsigned plan_store_prune_applied(struct plan_store *ps)
{
    struct plan **link, *p;
    unsigned n = 0;

    pthread_mutex_lock(&ps->mu);
    for (link = &ps->head; (p = *link) != NULL;) {
        if (p->phase != PLAN_APPLIED || !plan_outdated(ps, p)) {
            link = &p->next;
            continue;
        }
        *link = p->next;
        plan_dispose(p);
        n++;
    }
    pthread_mutex_unlock(&ps->mu);
    return n;
}
