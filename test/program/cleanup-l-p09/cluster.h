#ifndef CLUSTER_H
#define CLUSTER_H
#include <pthread.h>
#include <stdint.h>
#include <time.h>

#define MAX_NODES   128
#define DEAD_AFTER  15000u      /* ms */
#define VOTE_PAUSE  2000        /* ms */

enum node_state { NODE_JOINING, NODE_UP, NODE_DOWN };

struct node {
    uint32_t        id;
    enum node_state state;
    uint64_t        last_beat;  /* ms */
    char            addr[64];
};

struct shard_lease {
    uint32_t shard;
    uint32_t holder;            /* 0 = free */
    time_t   expires;
    uint64_t token;
};

struct cluster {
    pthread_mutex_t    mu;
    struct node        node[MAX_NODES];
    unsigned           nnodes;
    struct shard_lease lease[256];
    int64_t            last_vote;
    uint32_t           leader;
};

uint64_t clock_ms(void);
int64_t  uptime_ms(void);

void cluster_beat(struct cluster *c, uint32_t id);
void cluster_check(struct cluster *c, void (*on_down)(struct node *));
int  cluster_may_vote(struct cluster *c);

int  lease_grant(struct cluster *c, uint32_t shard, uint32_t who, int ttl, uint64_t *tok);
int  lease_valid(struct cluster *c, uint32_t shard, uint64_t tok);
#endif
