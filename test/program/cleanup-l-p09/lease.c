// STD: gnu17
#include "cluster.h"
#include <errno.h>

int lease_grant(struct cluster *c, uint32_t shard, uint32_t who, int ttl, uint64_t *tok)
{
    int rc = -EBUSY;
    time_t now = time(NULL);

    pthread_mutex_lock(&c->mu);
    struct shard_lease *l = &c->lease[shard % 256];
    if (l->holder == 0 || l->holder == who || l->expires <= now) { // EXPECT: wall-clock-interval
        l->shard = shard;
        l->holder = who;
        l->expires = now + ttl;
        *tok = ++l->token;
        rc = 0;
    }
    pthread_mutex_unlock(&c->mu);
    return rc;
}

int lease_valid(struct cluster *c, uint32_t shard, uint64_t tok)
{
    pthread_mutex_lock(&c->mu);
    const struct shard_lease *l = &c->lease[shard % 256];
    int ok = l->holder != 0 && l->token == tok;
    if (ok && time(NULL) >= l->expires) // EXPECT-MISS: wall-clock-interval
        ok = 0;
    pthread_mutex_unlock(&c->mu);
    return ok;
}
