#ifndef PLAN_H
#define PLAN_H
#include <pthread.h>
#include <stdint.h>

enum plan_phase { PLAN_DRAFT, PLAN_READY, PLAN_APPLYING, PLAN_APPLIED };

struct plan {
    uint64_t id;
    char artifact[256];
    int64_t generated_at;
    enum plan_phase phase;
    struct plan *next;
};

struct plan_store {
    pthread_mutex_t mu;
    struct plan *head;
    int64_t max_age;
};

int64_t plan_clock(void);
int plan_outdated(const struct plan_store *ps, const struct plan *p);
struct plan *plan_find(struct plan_store *ps, uint64_t id);
struct plan *plan_add(struct plan_store *ps, uint64_t id, const char *artifact);
void plan_dispose(struct plan *p);
unsigned plan_store_prune(struct plan_store *ps);
unsigned plan_store_prune_applied(struct plan_store *ps);
int plan_apply(struct plan_store *ps, uint64_t id);
#endif
