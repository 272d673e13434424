// STD: gnu17
#include "cluster.h"
#include <stdio.h>

static struct node *find_node(struct cluster *c, uint32_t id)
{
    for (unsigned i = 0; i < c->nnodes; i++)
        if (c->node[i].id == id)
            return &c->node[i];
    return NULL;
}

void cluster_beat(struct cluster *c, uint32_t id)
{
    pthread_mutex_lock(&c->mu);
    struct node *n = find_node(c, id);
    if (n) {
        n->last_beat = clock_ms();
        n->state = NODE_UP;
    }
    pthread_mutex_unlock(&c->mu);
}

void cluster_check(struct cluster *c, void (*on_down)(struct node *))
{
    uint64_t now = clock_ms();

    pthread_mutex_lock(&c->mu);
    for (unsigned i = 0; i < c->nnodes; i++) {
        struct node *n = &c->node[i];
        if (n->state != NODE_UP)
            continue;
        if (now - n->last_beat > DEAD_AFTER) { // EXPECT: unsigned-age, wall-clock-interval
            fprintf(stderr, "node %u (%s) lost\n", n->id, n->addr);
            n->state = NODE_DOWN;
            on_down(n);
        }
    }
    pthread_mutex_unlock(&c->mu);
}

int cluster_may_vote(struct cluster *c)
{
    int yes = 0;
    pthread_mutex_lock(&c->mu);
    int64_t now = uptime_ms();
    if (now - c->last_vote > VOTE_PAUSE) {
        c->last_vote = now;
        yes = 1;
    }
    pthread_mutex_unlock(&c->mu);
    return yes;
}
