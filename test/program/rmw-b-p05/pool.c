// STD: gnu17
#include "pool.h"
#include <string.h>

void pool_init(struct pool *p)
{
    memset(p, 0, sizeof *p);
    pthread_mutex_init(&p->mu, NULL);
    p->in_use = 0;
}

/* Takes one slot; 0 on success, -1 when it is busy. */
int pool_mark(struct pool *p, int idx)
{
    if (p->used[idx])
        return -1;
    p->used[idx] = 1;
    p->in_use++;
    return 0;
}

int pool_alloc(struct pool *p, int owner)
{
    int port = -1;
    pthread_mutex_lock(&p->mu);
    for (int i = 0; i < POOL_SIZE; i++) {
        if (pool_mark(p, i) == 0) {
            p->owner[i] = owner;
            port = POOL_BASE + i;
            break;
        }
    }
    pthread_mutex_unlock(&p->mu);
    return port;
}

void pool_release(struct pool *p, int port)
{
    int idx = port - POOL_BASE;
    pthread_mutex_lock(&p->mu);
    if (p->used[idx]) {
        p->used[idx] = 0;
        p->owner[idx] = 0;
        p->in_use--;
    }
    pthread_mutex_unlock(&p->mu);
}

int pool_owner(struct pool *p, int port)
{
    pthread_mutex_lock(&p->mu);
    int o = p->owner[port - POOL_BASE];
    pthread_mutex_unlock(&p->mu);
    return o;
}

void pool_set_owner(struct pool *p, int port, int owner)
{
    pthread_mutex_lock(&p->mu);
    p->owner[port - POOL_BASE] = owner;
    pthread_mutex_unlock(&p->mu);
}
