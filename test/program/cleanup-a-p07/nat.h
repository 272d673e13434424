#ifndef NAT_H
#define NAT_H
#include <pthread.h>
#include <stdint.h>

#define NAT_BUCKETS 1024

struct nat_binding {
    struct nat_binding *next;
    uint32_t inner_addr;
    uint16_t inner_port;
    uint16_t outer_port;
    uint64_t opened_ms;
    uint64_t packets;
};

struct nat_bucket {
    pthread_mutex_t lock;
    struct nat_binding *head;
};

struct nat_table {
    struct nat_bucket bucket[NAT_BUCKETS];
    uint16_t next_port;
};

void nat_init(struct nat_table *t);
uint64_t nat_clock_ms(void);
struct nat_binding *nat_lookup(struct nat_table *t, uint32_t addr, uint16_t port);
struct nat_binding *nat_open(struct nat_table *t, uint32_t addr, uint16_t port);
unsigned nat_sweep(struct nat_table *t, uint64_t max_ms);

#endif
