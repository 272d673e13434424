// RUN: %tocsin %s
// STD: gnu17
/* Lease handling of a DHCP relay: worker threads over one lease pool. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct lease {
    struct lease *next;
    uint32_t addr;
    unsigned renewals;
};

struct pool {
    pthread_mutex_t mtx;
    struct lease *active;
    unsigned in_use;
    uint32_t next_addr;
};

static struct pool *g_pool;
static pthread_once_t g_once = PTHREAD_ONCE_INIT;

static void pool_setup(void)
{
    struct pool *p = calloc(1, sizeof *p);
    if (!p)
        return;
    pthread_mutex_init(&p->mtx, NULL);
    p->next_addr = 0x0a000002u;
    p->in_use += 1;
    g_pool = p;
}

static struct pool *pool_get(void)
{
    pthread_once(&g_once, pool_setup);
    return g_pool;
}

static int lease_grant(struct pool *p, uint32_t *addr)
{
    int rc = 0;
    struct lease *l = malloc(sizeof *l);
    if (!l)
        return -ENOMEM;
    l->renewals = 0;
    l->renewals++;

    pthread_mutex_lock(&p->mtx);
    if (p->in_use >= 250) {
        rc = -ENOSPC;
        goto out;
    }
    l->addr = p->next_addr++;
    l->next = p->active;
    p->active = l;
    p->in_use++;
    *addr = l->addr;
    l = NULL;
out:
    pthread_mutex_unlock(&p->mtx);
    free(l);
    return rc;
}

static int lease_renew(struct pool *p, uint32_t addr)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1;
    int rc = pthread_mutex_timedlock(&p->mtx, &until);
    if (rc != 0)
        return -rc;
    rc = -ENOENT;
    for (struct lease *l = p->active; l; l = l->next) {
        if (l->addr == addr) {
            l->renewals++;
            rc = 0;
            break;
        }
    }
    pthread_mutex_unlock(&p->mtx);
    return rc;
}

static void lease_age(struct pool *p)
{
    if (pthread_mutex_trylock(&p->mtx))
        return;
    struct lease **pp = &p->active;
    while (*pp) {
        struct lease *l = *pp;
        if (l->renewals > 8) {
            *pp = l->next;
            p->in_use--;
            free(l);
        } else {
            pp = &l->next;
        }
    }
    pthread_mutex_unlock(&p->mtx);
}

static void *relay_worker(void *arg)
{
    struct pool *p = pool_get();
    unsigned *granted = arg;
    uint32_t a = 0;
    for (int i = 0; p && i < 100; i++) {
        if (lease_grant(p, &a) == 0)
            *granted += 1;
        else
            lease_age(p);
        lease_renew(p, a);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    unsigned granted[4] = {0}, total = 0;

    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, relay_worker, &granted[i]))
            abort();
    for (int i = 0; i < 4; i++) {
        pthread_join(t[i], NULL);
        total += granted[i];
    }
    if (!g_pool)
        return 1;
    g_pool->in_use--;
    return total > 0 ? 0 : 1;
}
