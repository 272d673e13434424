// RUN: %tocsin %s
// STD: gnu17
/* Route table of the overlay daemon. Peers send updates carrying the generation they
 * based their change on; worker threads apply them concurrently. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NROUTES 1024

struct route {
    uint32_t prefix;
    uint8_t  plen;
    uint32_t next_hop;
    uint16_t metric;
    uint64_t gen;
};

struct rtable {
    pthread_rwlock_t lock;
    struct route r[NROUTES];
    int n;
    int fib_fd;
};

struct rt_update {
    uint32_t prefix;
    uint8_t  plen;
    uint32_t next_hop;
    uint16_t metric;
    uint64_t base_gen;
};

static struct route *find_locked(struct rtable *t, uint32_t prefix, uint8_t plen)
{
    for (int i = 0; i < t->n; i++)
        if (t->r[i].prefix == prefix && t->r[i].plen == plen)
            return &t->r[i];
    return NULL;
}

static int push_fib(struct rtable *t, const struct rt_update *u)
{
    return dprintf(t->fib_fd, "route %x/%u via %x metric %u\n", u->prefix, u->plen, u->next_hop, u->metric) < 0 ? -EIO : 0;
}

/* Returns 0 when the update was made against the current generation. */
static int rt_precheck(struct rtable *t, const struct rt_update *u)
{
    int rc = -ENOENT;

    pthread_rwlock_rdlock(&t->lock);
    struct route *r = find_locked(t, u->prefix, u->plen);
    if (r)
        rc = r->gen == u->base_gen ? 0 : -ESTALE;
    pthread_rwlock_unlock(&t->lock);
    return rc;
}

int rt_apply(struct rtable *t, const struct rt_update *u)
{
    int rc = rt_precheck(t, u);

    if (rc)
        return rc;
    if ((rc = push_fib(t, u)) != 0)
        return rc;

    pthread_rwlock_wrlock(&t->lock);
    struct route *r = find_locked(t, u->prefix, u->plen);
    if (!r) {
        pthread_rwlock_unlock(&t->lock);
        return -ENOENT;
    }
    r->next_hop = u->next_hop; // EXPECT: unchecked-version
    r->metric = u->metric;
    r->gen = u->base_gen + 1;
    pthread_rwlock_unlock(&t->lock);
    return 0;
}

int rt_set_metric(struct rtable *t, uint32_t prefix, uint8_t plen, uint16_t metric, uint64_t base_gen)
{
    int rc = -ENOENT;

    pthread_rwlock_wrlock(&t->lock);
    struct route *r = find_locked(t, prefix, plen);
    if (r) {
        if (r->gen != base_gen) {
            rc = -ESTALE;
        } else {
            r->metric = metric;
            r->gen++;
            rc = 0;
        }
    }
    pthread_rwlock_unlock(&t->lock);
    return rc;
}

int rt_withdraw(struct rtable *t, uint32_t prefix, uint8_t plen, uint64_t base_gen)
{
    pthread_rwlock_rdlock(&t->lock);
    struct route *r = find_locked(t, prefix, plen);
    if (!r || r->gen != base_gen) {
        pthread_rwlock_unlock(&t->lock);
        return r ? -ESTALE : -ENOENT;
    }
    pthread_rwlock_unlock(&t->lock);

    pthread_rwlock_wrlock(&t->lock);
    r = find_locked(t, prefix, plen);
    if (!r || r->gen != base_gen) {
        pthread_rwlock_unlock(&t->lock);
        return -ESTALE;
    }
    *r = t->r[--t->n];
    pthread_rwlock_unlock(&t->lock);
    return 0;
}

struct feed { struct rtable *t; int fd; };

static void *feed_main(void *arg)
{
    struct feed *f = arg;
    struct rt_update u;
    FILE *in = fdopen(f->fd, "rb");
    while (in && fread(&u, sizeof(u), 1, in) == 1) {
        if (rt_apply(f->t, &u) != 0)
            fprintf(stderr, "update %x/%u refused\n", u.prefix, u.plen);
    }
    return NULL;
}

int rt_start_feeds(struct rtable *t, const int *fds, int n)
{
    for (int i = 0; i < n; i++) {
        pthread_t th;
        struct feed *f = malloc(sizeof(*f));
        if (!f)
            return -ENOMEM;
        *f = (struct feed){ t, fds[i] };
        if (pthread_create(&th, NULL, feed_main, f))
            return -EAGAIN;
        pthread_detach(th);
    }
    return 0;
}
