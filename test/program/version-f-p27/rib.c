// STD: gnu17
#include "route.h"

#include <errno.h>
#include <string.h>

void rib_init(struct rib *b)
{
    memset(&b->cur, 0, sizeof b->cur);
    pthread_mutex_init(&b->mu, NULL);
    pthread_cond_init(&b->changed, NULL);
}

uint64_t rib_copy(struct rib *b, struct route_set *out)
{
    pthread_mutex_lock(&b->mu);
    *out = b->cur;
    pthread_mutex_unlock(&b->mu);
    return out->gen;
}

/* caller holds b->mu */
int rib_gen_is(const struct rib *b, uint64_t gen)
{
    return b->cur.gen == gen;
}

int rib_commit(struct rib *b, const struct route_set *next, uint64_t base_gen)
{
    int rc = -EAGAIN;

    pthread_mutex_lock(&b->mu);
    if (rib_gen_is(b, base_gen)) {
        b->cur = *next;
        b->cur.gen = base_gen + 1;
        pthread_cond_broadcast(&b->changed);
        rc = 0;
    }
    pthread_mutex_unlock(&b->mu);
    return rc;
}
