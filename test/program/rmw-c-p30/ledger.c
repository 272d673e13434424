// STD: gnu17
#include "acct.h"

int ledger_debit(struct account *a, int64_t cents)
{
    if (a->cents < cents)
        return -1;
    a->cents -= cents;
    a->moves++;
    return 0;
}

void ledger_credit(struct account *a, int64_t cents)
{
    a->cents += cents;
    a->moves++;
}
