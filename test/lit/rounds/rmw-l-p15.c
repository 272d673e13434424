// RUN: %tocsin %s
// STD: gnu17
/* routes.c - forwarding table with a read-mostly lock */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define TBL 512

struct route { uint32_t dst, gw; int valid; unsigned hits; };

struct fib {
    pthread_rwlock_t rw;
    pthread_mutex_t stat_mtx;
    struct route r[TBL];
    unsigned count;
    unsigned gen;
    unsigned long lookups, misses;
};

static unsigned slot(uint32_t dst) { return (dst * 2654435761u) % TBL; }

static void fib_stat(struct fib *f, int miss)
{
    if (pthread_mutex_trylock(&f->stat_mtx) != 0)
        return;
    f->lookups++;
    f->misses += miss;
    pthread_mutex_unlock(&f->stat_mtx);
}

int fib_lookup(struct fib *f, uint32_t dst, uint32_t *gw)
{
    int rc = -ENOENT;

    pthread_rwlock_rdlock(&f->rw);
    struct route *r = &f->r[slot(dst)];
    if (r->valid && r->dst == dst) {
        *gw = r->gw;
        rc = 0;
        __atomic_fetch_add(&r->hits, 1, __ATOMIC_RELAXED);
    }
    pthread_rwlock_unlock(&f->rw);
    fib_stat(f, rc != 0);
    return rc;
}

int fib_learn(struct fib *f, uint32_t dst, uint32_t gw)
{
    struct route *r = &f->r[slot(dst)];
    int known;

    pthread_rwlock_rdlock(&f->rw);
    known = r->valid && r->dst == dst;
    pthread_rwlock_unlock(&f->rw);
    if (known)
        return 0;

    pthread_rwlock_wrlock(&f->rw);
    if (r->valid) {
        int same = r->dst == dst;
        pthread_rwlock_unlock(&f->rw);
        return same ? 0 : -EEXIST;
    }
    r->dst = dst;
    r->gw = gw;
    r->valid = 1;
    r->hits = 0;
    f->count++;
    f->gen++;
    pthread_rwlock_unlock(&f->rw);
    return 1;
}

int fib_expire(struct fib *f)
{
    int n = 0;

    if (pthread_rwlock_trywrlock(&f->rw))
        return -EBUSY;
    for (unsigned i = 0; i < TBL; i++) {
        if (f->r[i].valid && f->r[i].hits == 0) {
            f->r[i].valid = 0;
            f->count--;
            n++;
        }
        f->r[i].hits = 0;
    }
    f->gen++;
    pthread_rwlock_unlock(&f->rw);
    return n;
}

static struct fib *fib_new(void)
{
    struct fib *f = calloc(1, sizeof *f);

    if (!f)
        return NULL;
    pthread_rwlock_init(&f->rw, NULL);
    pthread_mutex_init(&f->stat_mtx, NULL);
    f->r[0].valid = 1;
    f->count++;
    f->gen++;
    return f;
}

static void *dataplane(void *arg)
{
    uint32_t gw;
    for (uint32_t d = 1; d < 5000; d++)
        if (fib_lookup(arg, d, &gw) < 0)
            fib_learn(arg, d, d ^ 1);
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    struct fib *f = fib_new();

    if (!f)
        return 1;
    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, dataplane, f))
            abort();
    fib_expire(f);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    f->lookups += f->misses;
    free(f);
    return 0;
}
