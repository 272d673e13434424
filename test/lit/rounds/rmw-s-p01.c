// RUN: %tocsin %s
// STD: gnu17
/* Route reflector: routing information base and peer state. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEER_ESTABLISHED 0x01u
#define PEER_REFRESHING  0x02u
#define PEER_DAMPENED    0x04u
#define PEER_TX_BLOCKED  0x08u

struct route {
    uint32_t prefix;
    uint8_t len;
    uint32_t next_hop;
};

struct rib {
    pthread_mutex_t mu;
    struct route *routes;
    size_t count;
    size_t cap;
};

struct peer {
    pthread_mutex_t rx_mu;
    pthread_mutex_t tx_mu;
    uint32_t flags;
    unsigned long updates_in;
    unsigned long updates_out;
};

static struct rib rib = {.mu = PTHREAD_MUTEX_INITIALIZER};
static struct peer peer = {.rx_mu = PTHREAD_MUTEX_INITIALIZER, .tx_mu = PTHREAD_MUTEX_INITIALIZER};

/* The table can be large, so the new array is allocated outside the lock. */
static int rib_grow(struct rib *r)
{
    pthread_mutex_lock(&r->mu);
    size_t want = r->cap ? r->cap * 2 : 64;
    pthread_mutex_unlock(&r->mu);

    struct route *fresh = malloc(want * sizeof *fresh);
    if (!fresh)
        return -1;

    pthread_mutex_lock(&r->mu);
    struct route *old = r->routes;
    if (old)
        memcpy(fresh, old, r->count * sizeof *fresh);
    r->routes = fresh;
    r->cap = want; // EXPECT: lost-update
    pthread_mutex_unlock(&r->mu);
    free(old);
    return 0;
}

static int rib_reserve(struct rib *r, size_t need)
{
    for (;;) {
        pthread_mutex_lock(&r->mu);
        size_t seen = r->cap;
        pthread_mutex_unlock(&r->mu);
        if (seen >= need)
            return 0;

        struct route *fresh = malloc(need * sizeof *fresh);
        if (!fresh)
            return -1;

        pthread_mutex_lock(&r->mu);
        if (r->cap != seen) {
            pthread_mutex_unlock(&r->mu);
            free(fresh);
            continue;
        }
        struct route *old = r->routes;
        if (old)
            memcpy(fresh, old, r->count * sizeof *fresh);
        r->routes = fresh;
        r->cap = need;
        pthread_mutex_unlock(&r->mu);
        free(old);
        return 0;
    }
}

static int rib_add(struct rib *r, const struct route *rt)
{
    for (;;) {
        pthread_mutex_lock(&r->mu);
        if (r->count < r->cap) {
            r->routes[r->count++] = *rt;
            pthread_mutex_unlock(&r->mu);
            return 0;
        }
        pthread_mutex_unlock(&r->mu);
        if (rib_grow(r) != 0) // EXPECT-NOISE: check-then-act
            return -1;
    }
}

static void peer_receive(struct peer *p, const struct route *rt)
{
    pthread_mutex_lock(&p->rx_mu);
    p->updates_in++;
    p->flags |= PEER_ESTABLISHED;
    if (rt->len == 0)
        p->flags |= PEER_REFRESHING;
    else
        p->flags &= ~PEER_DAMPENED;
    pthread_mutex_unlock(&p->rx_mu);
    rib_add(&rib, rt);
}

static void peer_transmit(struct peer *p, int blocked)
{
    pthread_mutex_lock(&p->tx_mu);
    p->updates_out++;
    if (blocked)
        p->flags |= PEER_TX_BLOCKED; // EXPECT: lost-update
    pthread_mutex_unlock(&p->tx_mu);
}

static void *rx_main(void *arg)
{
    uint32_t base = (uint32_t)(uintptr_t)arg << 24;
    for (uint32_t i = 0; i < 4096; i++) {
        struct route rt = {.prefix = base | i << 8, .len = 24, .next_hop = base + 1};
        peer_receive(&peer, &rt);
    }
    return NULL;
}

static void *tx_main(void *arg)
{
    (void)arg;
    for (int i = 0; i < 4096; i++)
        peer_transmit(&peer, i % 64 == 0);
    return NULL;
}

int main(void)
{
    pthread_t rx[3], tx;
    if (rib_reserve(&rib, 256) != 0)
        return 1;
    for (uintptr_t i = 0; i < 3; i++)
        pthread_create(&rx[i], NULL, rx_main, (void *)(i + 10));
    pthread_create(&tx, NULL, tx_main, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(rx[i], NULL);
    pthread_join(tx, NULL);
    printf("%zu routes, flags %x\n", rib.count, peer.flags);
    free(rib.routes);
    return 0;
}
