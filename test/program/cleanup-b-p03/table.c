// STD: gnu17
#include "neigh.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t neigh_clock_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct neigh *neigh_lookup(struct neigh_table *t, uint32_t addr)
{
    struct neigh *n;
    pthread_mutex_lock(&t->mu);
    for (n = t->bucket[addr % NEIGH_BUCKETS]; n; n = n->next)
        if (n->addr == addr)
            break;
    pthread_mutex_unlock(&t->mu);
    return n;
}

void neigh_learn(struct neigh_table *t, uint32_t addr, const unsigned char mac[6])
{
    struct neigh **head = &t->bucket[addr % NEIGH_BUCKETS], *n;
    pthread_mutex_lock(&t->mu);
    for (n = *head; n && n->addr != addr; n = n->next)
        ;
    if (!n && (n = calloc(1, sizeof *n)) != NULL) {
        n->addr = addr;
        n->next = *head;
        *head = n;
    }
    if (n) {
        memcpy(n->mac, mac, 6);
        n->confirmed_ms = neigh_clock_ms();
    }
    pthread_mutex_unlock(&t->mu);
}

void neigh_dispose(struct neigh *n)
{
    memset(n->mac, 0, sizeof n->mac);
    free(n);
}
