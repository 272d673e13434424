#ifndef ROUTE_H
#define ROUTE_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define ROUTE_MAX 256

struct route {
    uint32_t prefix;
    uint8_t  plen;
    uint8_t  metric;
    uint16_t ifindex;
};

struct route_set {
    uint64_t     gen;
    size_t       n;
    struct route r[ROUTE_MAX];
};

struct rib {
    pthread_mutex_t  mu;
    pthread_cond_t   changed;
    struct route_set cur;
};

/* rib.c */
void     rib_init(struct rib *b);
uint64_t rib_copy(struct rib *b, struct route_set *out);
int      rib_gen_is(const struct rib *b, uint64_t gen);
int      rib_commit(struct rib *b, const struct route_set *next, uint64_t base_gen);

/* policy.c */
int policy_apply(struct rib *b, int (*rewrite)(struct route *, void *), void *arg);
int policy_replace_when_idle(struct rib *b, const struct route_set *next, uint64_t expected_gen);
int policy_set_metric(struct rib *b, size_t idx, uint8_t metric, uint64_t expected_gen);

#endif
