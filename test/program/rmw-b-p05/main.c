// STD: gnu17
#include "pool.h"
#include <stdio.h>

static struct pool pool;

static void *session(void *arg)
{
    int id = (int)(long)arg;
    for (int i = 0; i < 300; i++) {
        int port = pool_alloc(&pool, id);
        if (port > 0)
            pool_release(&pool, port);
    }
    return NULL;
}

static void *console(void *arg)
{
    (void)arg;
    for (int i = 0; i < 50; i++) {
        int port = POOL_BASE + i;
        if (admin_reserve(&pool, port) == 0)
            admin_adopt(&pool, port, 999);
        else
            admin_evict(&pool, port, 1);
    }
    return NULL;
}

int main(void)
{
    pthread_t s[4], c;
    pool_init(&pool);
    for (long i = 0; i < 4; i++)
        pthread_create(&s[i], NULL, session, (void *)(i + 1));
    pthread_create(&c, NULL, console, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(s[i], NULL);
    pthread_join(c, NULL);
    printf("ports in use: %d\n", pool.in_use);
    return 0;
}
