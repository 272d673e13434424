// STD: gnu17
#include "acct.h"
#include <stdlib.h>

static pthread_once_t bank_once = PTHREAD_ONCE_INIT;
static struct bank the_bank;
static int wanted = 16;

static void bank_build(void)
{
    struct account *acc = calloc((size_t)wanted, sizeof *acc);
    if (acc == NULL)
        abort();
    for (int i = 0; i < wanted; i++) {
        pthread_mutex_init(&acc[i].mu, NULL);
        acc[i].id = i;
        ledger_credit(&acc[i], 10000);
        acc[i].moves--;
    }
    if (the_bank.acc == NULL) {
        the_bank.acc = acc;
        the_bank.n = wanted;
    }
}

const struct bank *bank_get(int n)
{
    (void)n;
    pthread_once(&bank_once, bank_build);
    return &the_bank;
}

int bank_transfer(struct account *from, struct account *to, int64_t cents)
{
    if (from == to)
        return 0;
    struct account *first = from->id < to->id ? from : to;
    struct account *second = first == from ? to : from;
    pthread_mutex_lock(&first->mu);
    pthread_mutex_lock(&second->mu);
    int rc = ledger_debit(from, cents);
    if (rc == 0)
        ledger_credit(to, cents);
    pthread_mutex_unlock(&second->mu);
    pthread_mutex_unlock(&first->mu);
    return rc;
}

int bank_try_fee(struct account *a, int64_t fee)
{
    if (pthread_mutex_trylock(&a->mu) != 0)
        return 1;
    int rc = ledger_debit(a, fee);
    pthread_mutex_unlock(&a->mu);
    return rc;
}
