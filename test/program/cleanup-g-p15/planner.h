#ifndef PLANNER_H
#define PLANNER_H
#include <pthread.h>
#include <time.h>

#define PLAN_DIR "/var/lib/netplanner/plans"

struct plan {
    struct plan *next;
    unsigned long id;
    struct timespec generated;
    unsigned steps;
    int applying;
    char file[160];
};

struct plan_store {
    pthread_rwlock_t rw;
    struct plan *plans;
    unsigned count;
};

struct plan *plan_find(struct plan_store *s, unsigned long id);
int  plan_add(struct plan_store *s, unsigned long id, unsigned steps);
int  plan_apply(struct plan_store *s, unsigned long id);
void plan_discard_resources(struct plan *p);
long plan_age(const struct plan *p);
unsigned plan_cleanup(struct plan_store *s, long max_age);
unsigned plan_cleanup_drafts(struct plan_store *s, long max_age);
#endif
