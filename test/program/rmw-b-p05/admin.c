// STD: gnu17
#include "pool.h"

int admin_reserve(struct pool *p, int port)
{
    int idx = port - POOL_BASE;
    if (idx < 0 || idx >= POOL_SIZE)
        return -1;
    return pool_mark(p, idx); // EXPECT: lost-update
}

void admin_adopt(struct pool *p, int port, int owner)
{
    if (pool_owner(p, port) == 0)
        pool_set_owner(p, port, owner); // EXPECT: check-then-act
}

int admin_evict(struct pool *p, int port, int owner)
{
    int idx = port - POOL_BASE;
    int rc = -1;
    pthread_mutex_lock(&p->mu);
    if (p->used[idx] && p->owner[idx] == owner) {
        p->used[idx] = 0;
        p->owner[idx] = 0;
        p->in_use--;
        rc = 0;
    }
    pthread_mutex_unlock(&p->mu);
    return rc;
}
