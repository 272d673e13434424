// STD: gnu17
#include "metering.h"
#include <errno.h>

static int64_t tariff(int seconds)
{
    return (int64_t)((seconds + 59) / 60) * 12;
}

int rate_call(struct ledger *l, uint32_t id, int seconds)
{
    struct account *a;
    int64_t cost = tariff(seconds);
    int rc = -ENOENT;

    pthread_mutex_lock(&l->mtx);
    a = ledger_lookup(l, id);
    if (!a)
        goto out;
    rc = ledger_charge(l, a, cost);
out:
    pthread_mutex_unlock(&l->mtx);
    return rc;
}

int top_up(struct ledger *l, uint32_t id, int64_t amount)
{
    struct account *a;

    pthread_mutex_lock(&l->mtx);
    a = ledger_lookup(l, id);
    if (!a)
        a = ledger_add(l, id, 0);
    if (!a) {
        pthread_mutex_unlock(&l->mtx);
        return -ENOMEM;
    }
    a->balance += amount;
    a->suspended = 0;
    pthread_mutex_unlock(&l->mtx);
    return 0;
}
