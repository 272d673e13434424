// RUN: %tocsin %s
// STD: gnu17
/* Response file store of the reverse proxy: worker threads share one index, the
 * manager thread bounds it by inactivity. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>

#define FC_BUSY_RETRY 10

struct fc_node {
    TAILQ_ENTRY(fc_node) lru;
    unsigned char        key[16];
    int64_t              expire;
    unsigned             count;
    unsigned             uses;
};

struct fc {
    pthread_mutex_t            mu;
    TAILQ_HEAD(fc_lru, fc_node) lru;   /* least recently used at the tail */
    char                       dir[256];
    int64_t                    inactive;
    size_t                     nodes;
};

static int64_t mono_sec(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
    return ts.tv_sec;
}

static void node_path(const struct fc *c, const struct fc_node *n, char *buf, size_t len)
{
    size_t off = (size_t)snprintf(buf, len, "%s/", c->dir);
    for (int i = 0; i < 16 && off + 3 < len; i++)
        off += (size_t)snprintf(buf + off, len - off, "%02x", n->key[i]);
}

struct fc_node *fc_open(struct fc *c, const unsigned char key[16])
{
    struct fc_node *n;

    pthread_mutex_lock(&c->mu);
    TAILQ_FOREACH(n, &c->lru, lru)
        if (memcmp(n->key, key, 16) == 0)
            break;
    if (n == NULL) {
        n = calloc(1, sizeof *n);
        if (n == NULL) {
            pthread_mutex_unlock(&c->mu);
            return NULL;
        }
        memcpy(n->key, key, 16);
        c->nodes++;
    } else {
        TAILQ_REMOVE(&c->lru, n, lru);
    }
    n->count++;
    n->uses++;
    n->expire = mono_sec() + c->inactive;
    TAILQ_INSERT_HEAD(&c->lru, n, lru);
    pthread_mutex_unlock(&c->mu);
    return n;
}

void fc_close(struct fc *c, struct fc_node *n)
{
    pthread_mutex_lock(&c->mu);
    n->count--;
    pthread_mutex_unlock(&c->mu);
}

static void fc_delete(struct fc *c, struct fc_node *n)
{
    char path[512];

    TAILQ_REMOVE(&c->lru, n, lru);
    node_path(c, n, path, sizeof path);
    if (unlink(path) < 0)
        perror(path);
    free(n);
    c->nodes--;
}

/* Returns the number of seconds until the next call is worthwhile. */
int64_t fc_expire(struct fc *c)
{
    int64_t now = mono_sec(), wait = 10;
    struct fc_node *n;
    int busy = 0;

    pthread_mutex_lock(&c->mu);
    while ((n = TAILQ_LAST(&c->lru, fc_lru)) != NULL) {
        wait = n->expire - now;
        if (wait > 0)
            break;
        if (n->count == 0) {
            fc_delete(c, n);
            continue;
        }
        /* somebody is sending it */
        TAILQ_REMOVE(&c->lru, n, lru);
        n->expire = now + c->inactive;
        TAILQ_INSERT_HEAD(&c->lru, n, lru);
        if (++busy >= FC_BUSY_RETRY)
            break;
    }
    pthread_mutex_unlock(&c->mu);
    return wait > 10 || wait <= 0 ? 10 : wait;
}
