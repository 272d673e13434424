// RUN: %tocsin %s
// STD: gnu17
/* Flow accounting: striped table, batches gathered per thread before merging. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NSTRIPES 16
#define FLOWS_PER_STRIPE 64
#define BATCH_MAX 32

struct flow {
    uint32_t key;
    uint64_t packets;
    uint64_t bytes;
};

struct stripe {
    pthread_spinlock_t lock;
    unsigned nflows;
    struct flow flows[FLOWS_PER_STRIPE];
};

struct flow_table {
    struct stripe stripes[NSTRIPES];
};

struct pending {
    unsigned n;
    uint64_t dropped;
    struct flow items[BATCH_MAX];
};

static struct flow_table table;
static _Thread_local struct pending pending;
static pthread_mutex_t totals_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t total_dropped;
static unsigned threads_seen;

static void table_setup(struct flow_table *t)
{
    for (unsigned i = 0; i < NSTRIPES; i++) {
        pthread_spin_init(&t->stripes[i].lock, PTHREAD_PROCESS_PRIVATE);
        t->stripes[i].nflows = 0;
    }
    total_dropped = 0;
    threads_seen++;
}

static struct stripe *stripe_for(struct flow_table *t, uint32_t key)
{
    return &t->stripes[(key * 2654435761u) >> 28];
}

static struct flow *stripe_slot(struct stripe *s, uint32_t key)
{
    for (unsigned i = 0; i < s->nflows; i++)
        if (s->flows[i].key == key)
            return &s->flows[i];
    if (s->nflows == FLOWS_PER_STRIPE)
        return NULL;
    struct flow *f = &s->flows[s->nflows++];
    *f = (struct flow){ .key = key };
    return f;
}

static void flush_pending(void)
{
    for (unsigned i = 0; i < pending.n; i++) {
        const struct flow *in = &pending.items[i];
        struct stripe *s = stripe_for(&table, in->key);

        pthread_spin_lock(&s->lock);
        struct flow *f = stripe_slot(s, in->key);
        if (f) {
            f->packets += in->packets;
            f->bytes += in->bytes;
        } else {
            pending.dropped += in->packets;
        }
        pthread_spin_unlock(&s->lock);
    }
    pending.n = 0;
}

static void account(uint32_t key, unsigned len)
{
    for (unsigned i = 0; i < pending.n; i++) {
        if (pending.items[i].key == key) {
            pending.items[i].packets++;
            pending.items[i].bytes += len;
            return;
        }
    }
    if (pending.n == BATCH_MAX)
        flush_pending();
    pending.items[pending.n++] = (struct flow){ key, 1, len };
}

/* Move what one key has gathered to another; both may share a stripe. */
static void reassign(uint32_t from, uint32_t to)
{
    struct stripe *a = stripe_for(&table, from), *b = stripe_for(&table, to);
    struct stripe *lo = a < b ? a : b, *hi = a < b ? b : a;

    pthread_spin_lock(&lo->lock);
    if (hi != lo)
        pthread_spin_lock(&hi->lock);
    struct flow *src = stripe_slot(a, from), *dst = stripe_slot(b, to);
    if (src && dst && src != dst) {
        dst->packets += src->packets;
        dst->bytes += src->bytes;
        src->packets = src->bytes = 0;
    }
    if (hi != lo)
        pthread_spin_unlock(&hi->lock);
    pthread_spin_unlock(&lo->lock);
}

static void *capture(void *arg)
{
    unsigned seed = (unsigned)(uintptr_t)arg;

    memset(&pending, 0, sizeof pending);
    for (int i = 0; i < 100000; i++) {
        account(rand_r(&seed) % 700, 60 + rand_r(&seed) % 1400);
        if (i % 5000 == 4999)
            reassign(rand_r(&seed) % 700, rand_r(&seed) % 700);
    }
    flush_pending();
    pthread_mutex_lock(&totals_lock);
    total_dropped += pending.dropped;
    threads_seen++;
    pthread_mutex_unlock(&totals_lock);
    return NULL;
}

int main(void)
{
    pthread_t t[4];

    table_setup(&table);
    for (uintptr_t i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, capture, (void *)(i + 1)))
            abort();
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    threads_seen--;
    printf("%u threads, %llu packets dropped\n", threads_seen, (unsigned long long)total_dropped);
    return 0;
}
