// STD: gnu17
#include "acct.h"
#include <stdio.h>

struct teller {
    unsigned seed;
    long refused;
    long busy;
};

static void *teller_main(void *arg)
{
    struct teller *t = arg;
    const struct bank *b = bank_get(16);
    for (int i = 0; i < 5000; i++) {
        t->seed = t->seed * 1103515245u + 12345u;
        struct account *from = &b->acc[(t->seed >> 8) % (unsigned)b->n];
        struct account *to = &b->acc[(t->seed >> 16) % (unsigned)b->n];
        if (bank_transfer(from, to, 5 + i % 50) != 0)
            t->refused++;
        if (i % 100 == 0 && bank_try_fee(from, 1) == 1)
            t->busy++;
    }
    return NULL;
}

int main(void)
{
    pthread_t th[4];
    struct teller tellers[4] = { { 1, 0, 0 }, { 2, 0, 0 }, { 3, 0, 0 }, { 4, 0, 0 } };
    long refused = 0, busy = 0;
    int64_t total = 0;
    for (int i = 0; i < 4; i++)
        pthread_create(&th[i], NULL, teller_main, &tellers[i]);
    for (int i = 0; i < 4; i++) {
        pthread_join(th[i], NULL);
        refused += tellers[i].refused;
        busy += tellers[i].busy;
    }
    const struct bank *b = bank_get(16);
    for (int i = 0; i < b->n; i++)
        total += b->acc[i].cents;
    printf("%lld cents, %ld refused, %ld busy\n", (long long)total, refused, busy);
    return 0;
}
