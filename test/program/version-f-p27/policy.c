// STD: gnu17
#include "route.h"

#include <errno.h>
#include <time.h>

static int wait_a_second(struct rib *b)
{
    struct timespec ts;

    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += 1;
    return pthread_cond_timedwait(&b->changed, &b->mu, &ts);
}

int policy_apply(struct rib *b, int (*rewrite)(struct route *, void *), void *arg)
{
    struct route_set work;
    uint64_t base;
    size_t i, kept;
    int rc;

    do {
        base = rib_copy(b, &work);
        for (i = kept = 0; i < work.n; i++)
            if (rewrite(&work.r[i], arg))
                work.r[kept++] = work.r[i];
        work.n = kept;
        rc = rib_commit(b, &work, base);
    } while (rc == -EAGAIN);
    return rc;
}

/* Replaces the table once it has been quiet for a second. */
int policy_replace_when_idle(struct rib *b, const struct route_set *next, uint64_t expected_gen)
{
    int rc = 0;

    pthread_mutex_lock(&b->mu);
    if (!rib_gen_is(b, expected_gen)) {
        pthread_mutex_unlock(&b->mu);
        return -ESTALE;
    }
    while (rc != ETIMEDOUT && rib_gen_is(b, expected_gen))
        rc = wait_a_second(b);
    if (rib_gen_is(b, expected_gen)) {
        b->cur = *next;
        b->cur.gen = expected_gen + 1;
        pthread_cond_broadcast(&b->changed);
        rc = 0;
    } else {
        rc = -ESTALE;
    }
    pthread_mutex_unlock(&b->mu);
    return rc;
}

int policy_set_metric(struct rib *b, size_t idx, uint8_t metric, uint64_t expected_gen)
{
    struct route_set seen;

    /* cheap refusal first, without building anything */
    if (rib_copy(b, &seen) != expected_gen || idx >= seen.n)
        return -ESTALE;
    if (seen.r[idx].metric == metric)
        return 0;
    seen.r[idx].metric = metric;
    return rib_commit(b, &seen, expected_gen);
}
