// STD: gnu17
#include "pool.h"
#include <sched.h>

static struct pool pool;

static void *producer(void *arg)
{
    int base = *(int *)arg;
    for (int i = 0; i < 500; i++) {
        while (enqueue_report(&pool, base + i, "nightly") != 0)
            sched_yield();
        if (i % 20 == 0)
            pool_cancel(&pool, base + i);
    }
    return NULL;
}

int main(void)
{
    pthread_t w[4], p[3];
    int base[3] = { 0, 10000, 20000 };

    pool_init(&pool);
    for (int i = 0; i < 4; i++)
        pthread_create(&w[i], NULL, pool_worker, &pool);
    for (int i = 0; i < 3; i++)
        pthread_create(&p[i], NULL, producer, &base[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(p[i], NULL);
    pool_cancel_all(&pool);
    pool_shutdown(&pool);
    for (int i = 0; i < 4; i++)
        pthread_join(w[i], NULL);
    pool_report(&pool);
    return 0;
}
