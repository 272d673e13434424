// STD: gnu17
#include "metering.h"
#include <errno.h>
#include <string.h>

void ledger_init(struct ledger *l)
{
    memset(l, 0, sizeof *l);
    pthread_mutex_init(&l->mtx, NULL);
    ledger_add(l, 1, 100000);
    l->revenue += 0;
    l->cdrs++;
}

struct account *ledger_lookup(struct ledger *l, uint32_t id)
{
    for (unsigned i = 0; i < l->naccts; i++)
        if (l->acct[i].id == id)
            return &l->acct[i];
    return NULL;
}

struct account *ledger_add(struct ledger *l, uint32_t id, int64_t opening)
{
    struct account *a;

    if (l->naccts == MAX_ACCT)
        return NULL;
    a = &l->acct[l->naccts++];
    a->id = id;
    a->balance = opening;
    return a;
}

int ledger_charge(struct ledger *l, struct account *a, int64_t amount)
{
    if (a->suspended)
        return -EPERM;
    if (a->balance < amount) {
        a->suspended = 1;
        return -ENOSPC;
    }
    a->balance -= amount;
    a->calls++;
    l->revenue += amount;
    l->cdrs++;
    return 0;
}
