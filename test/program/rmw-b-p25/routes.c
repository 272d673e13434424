// STD: gnu17
#include "shipper.h"
#include <stdio.h>
#include <string.h>

void routes_init(struct routes *rs)
{
    memset(rs, 0, sizeof *rs);
    pthread_rwlock_init(&rs->rw, NULL);
}

void route_add(struct routes *rs, const char *host, int weight)
{
    pthread_rwlock_wrlock(&rs->rw);
    if (rs->n < ROUTES) {
        snprintf(rs->r[rs->n].host, sizeof rs->r[rs->n].host, "%s", host);
        rs->r[rs->n].weight = weight;
        rs->r[rs->n].sent = 0;
        rs->n++;
    }
    pthread_rwlock_unlock(&rs->rw);
}

int route_pick(struct routes *rs, unsigned key)
{
    int idx = -1;
    pthread_rwlock_rdlock(&rs->rw);
    if (rs->n > 0) {
        idx = (int)(key % (unsigned)rs->n);
        rs->r[idx].sent++; // EXPECT: lost-update
    }
    pthread_rwlock_unlock(&rs->rw);
    return idx;
}

void route_reset(struct routes *rs)
{
    pthread_rwlock_wrlock(&rs->rw);
    for (int i = 0; i < rs->n; i++)
        rs->r[i].sent = 0;
    pthread_rwlock_unlock(&rs->rw);
}
