// RUN: %tocsin %s
// STD: gnu17
/* Route table of the overlay daemon; peers propose changes on their own threads. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUTES 128

struct route {
    uint32_t prefix;
    uint8_t plen;
    uint16_t metric;
    uint32_t next_hop;
    uint64_t generation;
};

struct route_table {
    pthread_rwlock_t lock;
    struct route r[ROUTES];
    size_t n;
};

static struct route *route_slot(struct route_table *t, uint32_t prefix, uint8_t plen)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->r[i].prefix == prefix && t->r[i].plen == plen)
            return &t->r[i];
    return NULL;
}

int route_add(struct route_table *t, uint32_t prefix, uint8_t plen, uint32_t hop)
{
    int rc = 0;

    pthread_rwlock_wrlock(&t->lock);
    if (route_slot(t, prefix, plen))
        rc = -EEXIST;
    else if (t->n == ROUTES)
        rc = -ENOSPC;
    else
        t->r[t->n++] = (struct route){ prefix, plen, 16, hop, 1 };
    pthread_rwlock_unlock(&t->lock);
    return rc;
}

bool route_get(struct route_table *t, uint32_t prefix, uint8_t plen, struct route *out)
{
    struct route *r;

    pthread_rwlock_rdlock(&t->lock);
    r = route_slot(t, prefix, plen);
    if (r)
        *out = *r;
    pthread_rwlock_unlock(&t->lock);
    return r != NULL;
}

static bool hop_usable(uint32_t hop)
{
    return hop != 0 && (hop >> 28) != 0xe;
}

/* A peer offers another next hop for the generation it has seen. */
int route_change_hop(struct route_table *t, uint32_t prefix, uint8_t plen, uint32_t hop,
                     uint64_t expected_generation)
{
    struct route mine, *r;

    if (!route_get(t, prefix, plen, &mine))
        return -ENOENT;
    if (mine.generation != expected_generation)
        return -ESTALE;
    if (!hop_usable(hop))
        return -EINVAL;
    mine.next_hop = hop;
    mine.generation++;

    pthread_rwlock_wrlock(&t->lock);
    r = route_slot(t, prefix, plen);
    if (r)
        *r = mine; // EXPECT: unchecked-version
    pthread_rwlock_unlock(&t->lock);
    return r ? 0 : -ENOENT;
}

/* The same for the metric. */
int route_change_metric(struct route_table *t, uint32_t prefix, uint8_t plen, uint16_t metric,
                        uint64_t expected_generation)
{
    struct route mine, *r;
    int rc = 0;

    if (!route_get(t, prefix, plen, &mine))
        return -ENOENT;
    if (mine.generation != expected_generation)
        return -ESTALE;
    mine.metric = metric;
    mine.generation++;

    pthread_rwlock_wrlock(&t->lock);
    r = route_slot(t, prefix, plen);
    if (!r)
        rc = -ENOENT;
    else if (r->generation + 1 != mine.generation)
        rc = -ESTALE;
    else
        *r = mine;
    pthread_rwlock_unlock(&t->lock);
    return rc;
}

static void *peer_main(void *arg)
{
    struct route_table *t = arg;

    for (uint32_t i = 1; i < 500; i++) {
        struct route seen;
        int rc;

        if (!route_get(t, 0x0a000000, 8, &seen))
            break;
        if (i & 1)
            rc = route_change_hop(t, 0x0a000000, 8, 0xc0a80000 + i, seen.generation);
        else
            rc = route_change_metric(t, 0x0a000000, 8, (uint16_t)i, seen.generation);
        if (rc != 0 && rc != -ESTALE)
            break;
    }
    return NULL;
}

int main(void)
{
    static struct route_table t = { .lock = PTHREAD_RWLOCK_INITIALIZER };
    pthread_t th[4];

    if (route_add(&t, 0x0a000000, 8, 0xc0a80001) != 0)
        return 1;
    for (size_t i = 0; i < 4; i++)
        if (pthread_create(&th[i], NULL, peer_main, &t) != 0)
            abort();
    for (size_t i = 0; i < 4; i++)
        pthread_join(th[i], NULL);
    return 0;
}
