// RUN: %tocsin %s
// STD: gnu17
/* Market data snapshot area: one publisher, many readers, shared counters. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct quote {
    atomic_uint seq;
    atomic_llong bid, ask;
    atomic_ullong updates;
};

struct md_area {
    pthread_mutex_t wr_mu;
    struct quote q[512];
    _Atomic uint64_t heartbeat; /* written by the heartbeat thread only */
    _Atomic uint64_t reads;
    _Atomic int64_t worst_ns;
    atomic_bool feed_down;
};

static struct md_area area = { .wr_mu = PTHREAD_MUTEX_INITIALIZER };

void md_publish(unsigned inst, long long bid, long long ask)
{
    struct quote *q = &area.q[inst];
    unsigned s;
    unsigned long long n;

    pthread_mutex_lock(&area.wr_mu);
    s = atomic_load_explicit(&q->seq, memory_order_relaxed);
    atomic_store_explicit(&q->seq, s + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&q->bid, bid, memory_order_relaxed);
    atomic_store_explicit(&q->ask, ask, memory_order_relaxed);
    n = atomic_load_explicit(&q->updates, memory_order_relaxed);
    atomic_store_explicit(&q->updates, n + 1, memory_order_relaxed);
    atomic_store_explicit(&q->seq, s + 2, memory_order_release);
    pthread_mutex_unlock(&area.wr_mu);
}

bool md_read(unsigned inst, long long *bid, long long *ask)
{
    struct quote *q = &area.q[inst];
    int tries;

    for (tries = 0; tries < 100; tries++) {
        unsigned a = atomic_load_explicit(&q->seq, memory_order_acquire);

        if (a & 1u)
            continue;
        *bid = atomic_load_explicit(&q->bid, memory_order_relaxed);
        *ask = atomic_load_explicit(&q->ask, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        if (atomic_load_explicit(&q->seq, memory_order_relaxed) == a) {
            area.reads++;
            return true;
        }
    }
    return false;
}

void md_note_latency(int64_t ns)
{
    int64_t cur = atomic_load(&area.worst_ns);

    while (ns > cur)
        if (atomic_compare_exchange_weak(&area.worst_ns, &cur, ns))
            break;
}

void md_feed_lost(void)
{
    if (!atomic_exchange(&area.feed_down, true))
        fprintf(stderr, "md: feed lost\n");
}

void md_feed_back(void)
{
    bool down = true;

    if (atomic_compare_exchange_strong(&area.feed_down, &down, false))
        fprintf(stderr, "md: feed back\n");
}

static void *heartbeat_main(void *arg)
{
    (void)arg;
    for (;;) {
        uint64_t hb = atomic_load_explicit(&area.heartbeat, memory_order_relaxed);

        atomic_store_explicit(&area.heartbeat, hb + 1, memory_order_release);
        usleep(50000);
    }
    return NULL;
}

static void *reader_main(void *arg)
{
    unsigned inst = (unsigned)(uintptr_t)arg;
    long long b, a;

    for (;;) {
        struct timespec t0, t1;

        clock_gettime(CLOCK_MONOTONIC, &t0);
        if (!md_read(inst, &b, &a))
            md_feed_lost();
        else
            md_feed_back();
        clock_gettime(CLOCK_MONOTONIC, &t1);
        md_note_latency((t1.tv_sec - t0.tv_sec) * 1000000000LL + (t1.tv_nsec - t0.tv_nsec));
        usleep(1000);
    }
    return NULL;
}

int md_start(unsigned readers)
{
    pthread_t t;
    unsigned i;

    if (pthread_create(&t, NULL, heartbeat_main, NULL) != 0)
        return -1;
    for (i = 0; i < readers; i++)
        if (pthread_create(&t, NULL, reader_main, (void *)(uintptr_t)i) != 0)
            return -1;
    return 0;
}
