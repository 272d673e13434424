// STD: gnu17
#include "ledger.h"
#include <errno.h>
#include <stddef.h>

struct account *ledger_lookup(struct ledger *l, uint32_t id)
{
    for (int i = 0; i < l->naccts; i++)
        if (l->acct[i].id == id)
            return &l->acct[i];
    return NULL;
}

struct account *ledger_lookup_or_add(struct ledger *l, uint32_t id)
{
    struct account *a = ledger_lookup(l, id);

    if (a)
        return a;
    if (l->naccts == LEDGER_ACCTS)
        return NULL;
    a = &l->acct[l->naccts++];
    a->id = id;
    a->balance = 0;
    a->hold = 0;
    return a;
}

int ledger_move(struct ledger *l, struct account *from, struct account *to, int64_t amt)
{
    int64_t avail = from->balance - from->hold;

    if (avail < amt)
        return -ENOSPC;
    from->balance -= amt;
    to->balance += amt;
    from->entries++;
    to->entries++;
    l->seq++;
    return 0;
}

void ledger_fee(struct ledger *l, struct account *a, int64_t fee)
{
    a->balance = a->balance - fee;
    l->fees += fee;
    l->seq++;
}
