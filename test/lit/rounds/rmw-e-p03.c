// RUN: %tocsin %s
// STD: gnu17
/* Route table with optimistic recomputation of next-hop weights. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MAX_HOPS 32

struct hop {
    uint32_t addr;
    int weight;
    int rtt_ms;
};

struct route_table {
    pthread_mutex_t mtx;
    uint64_t generation;
    int nhops;
    int credit;
    struct hop hops[MAX_HOPS];
};

static int scale_weight(const struct hop *h, int n)
{
    long sum = 0;
    int i;

    for (i = 0; i < n; i++)
        sum += h[i].rtt_ms;
    return n ? (int)(sum / n) : 1;
}

/* Recompute may take a while, so it runs on a copy. */
int route_rebalance(struct route_table *t)
{
    struct hop copy[MAX_HOPS];
    uint64_t gen;
    int n, i, credit, base, tries;

    for (tries = 0; tries < 8; tries++) {
        pthread_mutex_lock(&t->mtx);
        gen = t->generation;
        n = t->nhops;
        credit = t->credit;
        memcpy(copy, t->hops, sizeof(copy[0]) * (size_t)n);
        pthread_mutex_unlock(&t->mtx);

        base = scale_weight(copy, n);
        for (i = 0; i < n; i++)
            copy[i].weight = 100 * base / (copy[i].rtt_ms + 1);
        credit -= n;

        pthread_mutex_lock(&t->mtx);
        if (t->generation != gen) {
            pthread_mutex_unlock(&t->mtx);
            continue;
        }
        memcpy(t->hops, copy, sizeof(copy[0]) * (size_t)n);
        t->credit = credit;
        t->generation = gen + 1;
        pthread_mutex_unlock(&t->mtx);
        return 0;
    }
    return -1;
}

int route_add(struct route_table *t, uint32_t addr, int rtt)
{
    int rc = -1;

    pthread_mutex_lock(&t->mtx);
    if (t->nhops < MAX_HOPS) {
        t->hops[t->nhops].addr = addr;
        t->hops[t->nhops].rtt_ms = rtt;
        t->nhops++;
        t->generation++;
        rc = 0;
    }
    pthread_mutex_unlock(&t->mtx);
    return rc;
}

int route_spend(struct route_table *t, int want)
{
    int grant;

    pthread_mutex_lock(&t->mtx);
    grant = t->credit < want ? t->credit : want;
    t->credit -= grant;
    t->generation++;
    pthread_mutex_unlock(&t->mtx);

    if (grant > 16) {
        int unused = grant - 16;

        pthread_mutex_lock(&t->mtx);
        t->credit += unused;
        t->generation++;
        pthread_mutex_unlock(&t->mtx);
        grant = 16;
    }
    return grant;
}

static void *rebalance_main(void *arg)
{
    int i;

    for (i = 0; i < 100; i++) {
        route_rebalance(arg);
        route_spend(arg, 20);
    }
    return NULL;
}

int route_start(struct route_table *t, pthread_t tid[2])
{
    pthread_mutex_init(&t->mtx, NULL);
    if (pthread_create(&tid[0], NULL, rebalance_main, t))
        return -1;
    if (pthread_create(&tid[1], NULL, rebalance_main, t)) {
        pthread_join(tid[0], NULL);
        return -1;
    }
    return route_add(t, 0x0a000001u, 12);
}
