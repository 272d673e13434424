// STD: gnu17
#include "stats.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>

static void *client(void *arg)
{
    uint64_t base = (uint64_t)(uintptr_t)arg, k;

    for (k = 0; k < 5000; k++) {
        item_link(base + k, 64 + (uint32_t)(k % 100));
        if (k % 3 == 0)
            item_unlink(base + k / 2);
    }
    return NULL;
}

static void preload(void)
{
    /* header item, before the listeners exist */
    account_link(16);
    stats.state |= 1;
}

int main(void)
{
    pthread_t tid[4];
    int i, n = 0;

    preload();
    for (i = 0; i < 4; i++) {
        if (pthread_create(&tid[i], NULL, client, (void *)(uintptr_t)(i * 100000)) != 0)
            break;
        n++;
    }
    for (i = 0; i < n; i++)
        pthread_join(tid[i], NULL);
    account_unlink(16);
    printf("%" PRIu64 " items\n", stats.curr_items);
    return 0;
}
