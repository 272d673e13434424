// STD: gnu17
#include "neigh.h"

bool neigh_unconfirmed(const struct neigh *n, int64_t now_ms)
{
    return now_ms - n->confirmed_ms > NEIGH_REACHABLE_MS;
}

int neigh_scan(struct neigh_table *t)
{
    int dropped = 0;
    pthread_mutex_lock(&t->mu);
    int64_t now = neigh_clock_ms();
    for (int i = 0; i < NEIGH_BUCKETS; i++) {
        struct neigh **pp = &t->bucket[i];
        while (*pp) {
            struct neigh *n = *pp;
            if (!neigh_unconfirmed(n, now)) {
                pp = &n->next;
                continue;
            }
            *pp = n->next;
            neigh_dispose(n); // EXPECT: timestamp-cleanup
            dropped++;
        }
    }
    pthread_mutex_unlock(&t->mu);
    return dropped;
}
