// RUN: %tocsin %s
// STD: gnu17
/* Health page of the cluster agent: which nodes look late, and when to ask again. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define NODES_MAX 512

enum node_state { NODE_UP, NODE_LATE, NODE_LOST };

struct node {
    char name[64];
    uint32_t last_heartbeat;
    uint32_t last_probe;
    enum node_state state;
};

struct cluster {
    pthread_rwlock_t lock;
    struct node nodes[NODES_MAX];
    int count;
    unsigned late, lost, expired_probes;
};

static uint32_t ticks(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint32_t)ts.tv_sec;
}

int cluster_beat(struct cluster *c, const char *name)
{
    int i, rc = -1;

    pthread_rwlock_wrlock(&c->lock);
    for (i = 0; i < c->count; i++)
        if (strcmp(c->nodes[i].name, name) == 0)
            break;
    if (i == c->count && c->count < NODES_MAX) {
        snprintf(c->nodes[i].name, sizeof c->nodes[i].name, "%s", name);
        c->count++;
    }
    if (i < c->count) {
        c->nodes[i].last_heartbeat = ticks();
        c->nodes[i].state = NODE_UP;
        rc = 0;
    }
    pthread_rwlock_unlock(&c->lock);
    return rc;
}

static int older_than(uint32_t now, uint32_t then, int32_t secs)
{
    return (int32_t)(now - then) > secs;
}

void cluster_evaluate(struct cluster *c, int (*probe)(const char *))
{
    uint32_t now;

    pthread_rwlock_wrlock(&c->lock);
    now = ticks();
    c->late = c->lost = 0;
    for (int i = 0; i < c->count; i++) {
        struct node *n = &c->nodes[i];

        if (older_than(now, n->last_heartbeat, 120)) {
            n->state = NODE_LOST;
            c->lost++;
        } else if (older_than(now, n->last_heartbeat, 15)) {
            n->state = NODE_LATE;
            c->late++;
        }
        if (n->state != NODE_UP && older_than(now, n->last_probe, 30)) {
            n->last_probe = now;
            if (probe(n->name) != 0)
                c->expired_probes++;
        }
    }
    pthread_rwlock_unlock(&c->lock);
}

int cluster_page(struct cluster *c, char *buf, size_t len)
{
    int n, i;

    pthread_rwlock_rdlock(&c->lock);
    n = snprintf(buf, len, "nodes %d late %u lost %u\n", c->count, c->late, c->lost);
    for (i = 0; i < c->count && n >= 0 && (size_t)n < len; i++) {
        if (c->nodes[i].state == NODE_UP)
            continue;
        n += snprintf(buf + n, len - (size_t)n, "%s %s\n", c->nodes[i].name,
                      c->nodes[i].state == NODE_LOST ? "lost" : "late");
    }
    pthread_rwlock_unlock(&c->lock);
    return n;
}
