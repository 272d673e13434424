// STD: gnu17
#include "planner.h"
#include <stdio.h>

unsigned plan_cleanup(struct plan_store *s, long max_age)
{
    struct plan **pp, *p;
    unsigned n = 0;

    pthread_rwlock_wrlock(&s->rw);
    for (pp = &s->plans; (p = *pp) != NULL; ) {
        if (plan_age(p) < max_age) {
            pp = &p->next;
            continue;
        }
        if (p->applying)
            fprintf(stderr, "planner: plan %lu is still being applied\n", p->id);
        *pp = p->next;
        s->count--;
        n++;
        plan_discard_resources(p); // EXPECT: timestamp-cleanup
    }
    pthread_rwlock_unlock(&s->rw);
    return n;
}

unsigned plan_cleanup_drafts(struct plan_store *s, long max_age)
{
    struct plan **pp, *p;
    unsigned n = 0;

    pthread_rwlock_wrlock(&s->rw);
    pp = &s->plans;
    while ((p = *pp) != NULL) {
        if (p->steps == 0 && !p->applying && plan_age(p) >= max_age) {
            *pp = p->next;
            s->count--;
            n++;
            plan_discard_resources(p);
        } else {
            pp = &p->next;
        }
    }
    pthread_rwlock_unlock(&s->rw);
    return n;
}
