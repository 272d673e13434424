// STD: gnu17
#include "metering.h"
#include <inttypes.h>
#include <stdio.h>

static struct ledger book;

static void *mediation(void *arg)
{
    uint32_t base = *(uint32_t *)arg;

    for (uint32_t i = 0; i < 1000; i++) {
        if (rate_call(&book, base + i % 32, 30 + (int)i) < 0)
            top_up(&book, base + i % 32, 500);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    uint32_t base[3] = { 1, 20, 40 };
    int n = 0;

    ledger_init(&book);
    for (; n < 3; n++)
        if (pthread_create(&t[n], NULL, mediation, &base[n]) != 0)
            break;
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    book.revenue -= book.revenue / 100;
    printf("%" PRId64 " %" PRIu64 "\n", book.revenue, book.cdrs);
    return 0;
}
