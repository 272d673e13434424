// RUN: %tocsin %s
// STD: gnu17
/* flowtab.c - NAT flow table; packet threads look flows up, a timer thread ages them */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FLOW_BUCKETS 1024

struct flow {
    struct flow *next;
    uint32_t src, dst;
    uint16_t sport, dport;
    uint64_t last_seen;
    uint64_t packets;
};

struct flow_bucket {
    pthread_rwlock_t lock;
    struct flow *head;
};

static struct flow_bucket flows[FLOW_BUCKETS];
static pthread_mutex_t gc_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t flow_ttl_ms = 120000;

static uint64_t ticks_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

static struct flow_bucket *bucket_of(uint32_t src, uint32_t dst)
{
    return &flows[(src ^ (dst * 2654435761u)) % FLOW_BUCKETS];
}

void flowtab_init(void)
{
    for (int i = 0; i < FLOW_BUCKETS; i++)
        pthread_rwlock_init(&flows[i].lock, NULL);
}

struct flow *flow_lookup(uint32_t src, uint32_t dst, uint16_t sp, uint16_t dp)
{
    struct flow_bucket *b = bucket_of(src, dst);
    struct flow *f;
    pthread_rwlock_rdlock(&b->lock);
    for (f = b->head; f; f = f->next)
        if (f->src == src && f->dst == dst && f->sport == sp && f->dport == dp)
            break;
    pthread_rwlock_unlock(&b->lock);
    return f;
}

void flow_account(uint32_t src, uint32_t dst, uint16_t sp, uint16_t dp)
{
    struct flow *f = flow_lookup(src, dst, sp, dp);
    if (!f)
        return;
    __atomic_store_n(&f->last_seen, ticks_ms(), __ATOMIC_RELAXED);
    __atomic_fetch_add(&f->packets, 1, __ATOMIC_RELAXED);
}

static void flow_gc(void)
{
    uint64_t now = ticks_ms();
    pthread_mutex_lock(&gc_lock);
    for (int i = 0; i < FLOW_BUCKETS; i++) {
        struct flow **pp = &flows[i].head;
        struct flow *f;
        while ((f = *pp) != NULL) {
            if (now - __atomic_load_n(&f->last_seen, __ATOMIC_RELAXED) > flow_ttl_ms) { // EXPECT: unsigned-age
                *pp = f->next;
                free(f); // EXPECT: timestamp-cleanup
            } else {
                pp = &f->next;
            }
        }
    }
    pthread_mutex_unlock(&gc_lock);
}

void *flow_timer_main(void *arg)
{
    (void)arg;
    for (;;) {
        sleep(5);
        flow_gc();
    }
    return NULL;
}

int flow_timer_start(pthread_t *tid)
{
    return pthread_create(tid, NULL, flow_timer_main, NULL);
}
