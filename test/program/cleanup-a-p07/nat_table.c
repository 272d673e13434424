#define _GNU_SOURCE
#include "nat.h"

#include <stdlib.h>
#include <time.h>

static struct nat_bucket *bucket_of(struct nat_table *t, uint32_t addr, uint16_t port)
{
    uint32_t h = addr * 2654435761u ^ (uint32_t)port * 40503u;
    return &t->bucket[h % NAT_BUCKETS];
}

void nat_init(struct nat_table *t)
{
    for (int i = 0; i < NAT_BUCKETS; i++) {
        pthread_mutex_init(&t->bucket[i].lock, NULL);
        t->bucket[i].head = NULL;
    }
    t->next_port = 20000;
}

uint64_t nat_clock_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

struct nat_binding *nat_lookup(struct nat_table *t, uint32_t addr, uint16_t port)
{
    struct nat_bucket *b = bucket_of(t, addr, port);
    struct nat_binding *e;

    pthread_mutex_lock(&b->lock);
    for (e = b->head; e; e = e->next)
        if (e->inner_addr == addr && e->inner_port == port)
            break;
    pthread_mutex_unlock(&b->lock);
    return e;
}

struct nat_binding *nat_open(struct nat_table *t, uint32_t addr, uint16_t port)
{
    struct nat_bucket *b = bucket_of(t, addr, port);
    struct nat_binding *e = calloc(1, sizeof *e);

    if (!e)
        return NULL;
    e->inner_addr = addr;
    e->inner_port = port;
    pthread_mutex_lock(&b->lock);
    e->opened_ms = nat_clock_ms();
    e->outer_port = __atomic_fetch_add(&t->next_port, 1, __ATOMIC_RELAXED);
    e->next = b->head;
    b->head = e;
    pthread_mutex_unlock(&b->lock);
    return e;
}
