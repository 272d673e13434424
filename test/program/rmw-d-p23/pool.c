// STD: gnu17
#include "pool.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void pool_lock_at(struct pool *p, const char *file, int line)
{
    pthread_mutex_lock(&p->mu);
    p->where = file;
    p->line = line;
}

void pool_unlock_at(struct pool *p)
{
    p->where = NULL;
    pthread_mutex_unlock(&p->mu);
}

int pool_alloc(struct pool *p, struct slab **out)
{
    struct slab *s;
    int slot;

    POOL_LOCK(p);
    s = pool_slab_get(p);
    if (!s) {
        POOL_UNLOCK(p);
        return -ENOMEM;
    }
    slot = __builtin_ctzll(~s->bitmap);
    s->bitmap |= 1ull << slot;
    if (--s->free_count == 0)
        p->partial = s->next;
    pool_account(p, 1);
    POOL_UNLOCK(p);
    *out = s;
    return slot;
}

void pool_free(struct pool *p, struct slab *s, int slot)
{
    POOL_LOCK(p);
    s->bitmap &= ~(1ull << slot);
    if (s->free_count++ == 0) {
        s->next = p->partial;
        p->partial = s;
    }
    pool_account(p, -1);
    POOL_UNLOCK(p);
}

size_t pool_trim(struct pool *p)
{
    struct slab *s, *next;
    size_t n = 0;

    POOL_LOCK(p);
    for (s = p->partial; s; s = next) {
        next = s->next;
        if (s->bitmap == 0) {
            pool_slab_drop(p, s);
            n++;
        }
    }
    p->generation++;
    POOL_UNLOCK(p);
    return n;
}

static void *pool_worker(void *arg)
{
    struct pool *p = arg;
    struct slab *s;
    int slot, i;

    for (i = 0; i < 1000; i++) {
        slot = pool_alloc(p, &s);
        if (slot < 0)
            break;
        usleep(10);
        pool_free(p, s, slot);
        if (i % 100 == 0)
            pool_trim(p);
    }
    return NULL;
}

int pool_workers_start(struct pool *p, int n)
{
    pthread_t t;
    int i;

    p->generation = 0;
    p->used = p->peak = 0;
    pool_account(p, 0);
    pthread_mutex_init(&p->mu, NULL);
    for (i = 0; i < n; i++) {
        if (pthread_create(&t, NULL, pool_worker, p) != 0)
            return -EAGAIN;
        pthread_detach(t);
    }
    return 0;
}
