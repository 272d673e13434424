#define _GNU_SOURCE
#include "nat.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define BINDING_MAX_MS (30u * 60u * 1000u)

static struct nat_table table;

unsigned nat_sweep(struct nat_table *t, uint64_t max_ms)
{
    uint64_t now = nat_clock_ms();
    unsigned closed = 0;

    for (int i = 0; i < NAT_BUCKETS; i++) {
        struct nat_bucket *b = &t->bucket[i];
        struct nat_binding **pp;

        pthread_mutex_lock(&b->lock);
        pp = &b->head;
        while (*pp) {
            struct nat_binding *e = *pp;
            if (now - e->opened_ms > max_ms) { // EXPECT: unsigned-age
                *pp = e->next;
                free(e); // EXPECT: timestamp-cleanup
                closed++;
            } else {
                pp = &e->next;
            }
        }
        pthread_mutex_unlock(&b->lock);
    }
    return closed;
}

static void *forward(void *arg)
{
    unsigned seed = (unsigned)(uintptr_t)arg;

    for (;;) {
        uint32_t addr = 0x0a000000u | (uint32_t)(rand_r(&seed) & 0xffff);
        uint16_t port = (uint16_t)(1024 + rand_r(&seed) % 50000);
        struct nat_binding *e = nat_lookup(&table, addr, port);
        if (!e)
            e = nat_open(&table, addr, port); // EXPECT: check-then-act
        if (e)
            __atomic_fetch_add(&e->packets, 1, __ATOMIC_RELAXED);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[4];

    nat_init(&table);
    for (uintptr_t i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, forward, (void *)(i + 1)) != 0)
            return 1;
    for (;;) {
        sleep(10);
        printf("closed %u\n", nat_sweep(&table, BINDING_MAX_MS));
    }
}
