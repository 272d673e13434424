// STD: gnu17
#include "sidx.h"
#include <stdio.h>

static struct sidx ix;

static void *writer(void *arg)
{
    uint64_t base = (uint64_t)(uintptr_t)arg;
    for (uint64_t i = 0; i < 1000; i++)
        sidx_put(&ix, base + i * 16, i);
    return NULL;
}

static void *compactor(void *arg)
{
    long *skipped = arg;
    for (unsigned i = 0; i < 100; i++)
        if (sidx_compact(&ix, i % SIDX_STRIPES) == 1)
            (*skipped)++;
    return NULL;
}

int main(void)
{
    pthread_t w[4], c;
    long skipped = 0;
    if (sidx_init(&ix) != 0)
        return 1;
    for (uintptr_t i = 0; i < 4; i++)
        pthread_create(&w[i], NULL, writer, (void *)i);
    pthread_create(&c, NULL, compactor, &skipped);
    for (int i = 0; i < 4; i++)
        pthread_join(w[i], NULL);
    pthread_join(c, NULL);
    uint64_t off = 0;
    if (sidx_get(&ix, 16, &off) != 0)
        skipped++;
    printf("%ld\n", skipped);
    sidx_free(&ix);
    return 0;
}
