// STD: gnu17
#include "conn.h"
#include <string.h>

void pool_init(struct conn_pool *p)
{
    memset(p, 0, sizeof *p);
    pthread_mutex_init(&p->mtx, NULL);
    p->idle = 32;
    p->flags |= CF_TLS;
}

int pool_acquire(struct conn_pool *p)
{
    int rc = -1;
    pthread_mutex_lock(&p->mtx);
    if (p->idle > 0 && !(p->flags & CF_CLOSING)) {
        p->idle--;
        p->active++;
        rc = 0;
    }
    pthread_mutex_unlock(&p->mtx);
    return rc;
}

void pool_release(struct conn_pool *p, int broken)
{
    pthread_mutex_lock(&p->mtx);
    p->active--;
    if (!broken)
        p->idle++;
    else
        p->flags |= CF_DIRTY;
    pthread_mutex_unlock(&p->mtx);
}

void pool_account(struct conn_pool *p, size_t n)
{
    pthread_mutex_lock(&p->mtx);
    p->rx_bytes += n;
    pthread_mutex_unlock(&p->mtx);
}

unsigned pool_flags(struct conn_pool *p)
{
    unsigned f;
    pthread_mutex_lock(&p->mtx);
    f = p->flags;
    pthread_mutex_unlock(&p->mtx);
    return f;
}
