#ifndef NEIGH_H
#define NEIGH_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define NEIGH_BUCKETS 64
#define NEIGH_REACHABLE_MS 90000

struct neigh {
    struct neigh *next;
    uint32_t addr;
    unsigned char mac[6];
    int64_t confirmed_ms;
};

struct neigh_table {
    pthread_mutex_t mu;
    struct neigh *bucket[NEIGH_BUCKETS];
};

int64_t neigh_clock_ms(void);
struct neigh *neigh_lookup(struct neigh_table *t, uint32_t addr);
void neigh_learn(struct neigh_table *t, uint32_t addr, const unsigned char mac[6]);
void neigh_dispose(struct neigh *n);
bool neigh_unconfirmed(const struct neigh *n, int64_t now_ms);
int neigh_scan(struct neigh_table *t);
#endif
