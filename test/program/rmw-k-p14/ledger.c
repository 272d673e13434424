// STD: gnu17
#include "ledger.h"
#include <errno.h>
#include <stddef.h>

struct order {
    uint32_t from, to;
    int64_t amt;
    int kind;
};

extern int bus_next(struct order *o);
extern void bus_result(const struct order *o, int rc);

int ledger_transfer(struct ledger *l, uint32_t from, uint32_t to, int64_t amt)
{
    struct account *a, *b;
    int rc = -ENOENT;

    pthread_mutex_lock(&l->mtx);
    a = ledger_lookup(l, from);
    b = ledger_lookup(l, to);
    if (!a || !b)
        goto out;
    rc = ledger_move(l, a, b, amt);
    if (rc == 0)
        ledger_fee(l, a, amt / 1000);
out:
    pthread_mutex_unlock(&l->mtx);
    return rc;
}

int ledger_deposit(struct ledger *l, uint32_t id, int64_t amt)
{
    struct account *a;

    pthread_mutex_lock(&l->mtx);
    a = ledger_lookup_or_add(l, id);
    if (!a) {
        pthread_mutex_unlock(&l->mtx);
        return -ENOMEM;
    }
    a->balance += amt;
    l->seq++;
    pthread_mutex_unlock(&l->mtx);
    return 0;
}

static void *clerk(void *arg)
{
    struct ledger *l = arg;
    struct order o;

    while (bus_next(&o) == 0) {
        if (o.kind == 'D')
            bus_result(&o, ledger_deposit(l, o.to, o.amt));
        else
            bus_result(&o, ledger_transfer(l, o.from, o.to, o.amt));
    }
    return NULL;
}

int ledger_start(struct ledger *l, int threads)
{
    pthread_t t;

    pthread_mutex_init(&l->mtx, NULL);
    l->naccts = 0;
    while (threads-- > 0)
        if (pthread_create(&t, NULL, clerk, l))
            return -EAGAIN;
    return 0;
}
