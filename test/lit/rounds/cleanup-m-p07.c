// RUN: %tocsin %s
// STD: gnu17
/* flowtab.c - per-CPU-less flow table for the NAT helper */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>

#define FLOW_BUCKETS 4096
#define FLOW_IDLE_MS 30000u

struct tuple {
    uint32_t saddr, daddr;
    uint16_t sport, dport;
    uint8_t proto;
};

struct flow {
    TAILQ_ENTRY(flow) link;
    struct tuple key;
    uint32_t bucket;
    uint32_t refs;
    uint64_t last_seen;
    uint64_t bytes;
};

TAILQ_HEAD(flow_list, flow);

struct flow_table {
    pthread_mutex_t lock;
    struct flow_list b[FLOW_BUCKETS];
    uint64_t count;
    uint64_t expired;
    volatile int stop;
};

static uint64_t now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

static uint32_t hash_tuple(const struct tuple *t)
{
    uint32_t h = t->saddr * 2654435761u;

    h ^= t->daddr + ((uint32_t)t->sport << 16 | t->dport);
    h ^= h >> 15;
    return (h + t->proto) & (FLOW_BUCKETS - 1);
}

static int tuple_eq(const struct tuple *a, const struct tuple *b)
{
    return a->saddr == b->saddr && a->daddr == b->daddr && a->sport == b->sport &&
           a->dport == b->dport && a->proto == b->proto;
}

/* Called by the packet threads; drop the reference with flow_put(). */
struct flow *flow_get(struct flow_table *tbl, const struct tuple *t, uint32_t len)
{
    uint32_t h = hash_tuple(t);
    struct flow *f;

    pthread_mutex_lock(&tbl->lock);
    TAILQ_FOREACH(f, &tbl->b[h], link)
        if (tuple_eq(&f->key, t))
            break;
    if (!f && (f = calloc(1, sizeof(*f))) != NULL) {
        f->key = *t;
        f->bucket = h;
        TAILQ_INSERT_HEAD(&tbl->b[h], f, link);
        tbl->count++;
    }
    if (f) {
        f->refs++;
        f->bytes += len;
        f->last_seen = now_ms();
    }
    pthread_mutex_unlock(&tbl->lock);
    return f;
}

void flow_put(struct flow_table *tbl, struct flow *f)
{
    pthread_mutex_lock(&tbl->lock);
    f->refs--;
    pthread_mutex_unlock(&tbl->lock);
}

static void flow_drop(struct flow_table *tbl, struct flow *f)
{
    TAILQ_REMOVE(&tbl->b[f->bucket], f, link);
    tbl->count--;
    tbl->expired++;
    free(f);
}

static void flow_age(struct flow_table *tbl)
{
    uint64_t now = now_ms();
    struct flow *f, *nx;

    for (int i = 0; i < FLOW_BUCKETS; i++) {
        pthread_mutex_lock(&tbl->lock);
        for (f = TAILQ_FIRST(&tbl->b[i]); f; f = nx) {
            nx = TAILQ_NEXT(f, link);
            if (f->refs == 0 && now - f->last_seen > FLOW_IDLE_MS) flow_drop(tbl, f); // EXPECT: unsigned-age
        }
        pthread_mutex_unlock(&tbl->lock);
    }
}

static void *ager_main(void *arg)
{
    struct flow_table *tbl = arg;

    while (!tbl->stop) {
        flow_age(tbl);
        usleep(500000);
    }
    return NULL;
}

int flow_table_start(struct flow_table *tbl, pthread_t *ager)
{
    memset(tbl, 0, sizeof(*tbl));
    pthread_mutex_init(&tbl->lock, NULL);
    for (int i = 0; i < FLOW_BUCKETS; i++)
        TAILQ_INIT(&tbl->b[i]);
    return pthread_create(ager, NULL, ager_main, tbl);
}
