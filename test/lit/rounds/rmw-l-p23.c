// RUN: %tocsin %s
// STD: gnu17
/* clockpub.c - publishes disciplined clock parameters to readers */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct clock_page {
    _Atomic uint32_t seq;
    _Atomic uint64_t base_ns;
    _Atomic int64_t  drift_ppb;
};

struct session {
    _Atomic int refs;
    char peer[32];
};

static struct clock_page page;
static pthread_mutex_t writer = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;
static int64_t *slew_table;
static int slew_entries;
static _Atomic unsigned next_id;
static _Atomic int leap_armed;
static __thread unsigned retries;

static void build_tables(void)
{
    slew_table = calloc(64, sizeof *slew_table);
    for (int i = 0; slew_table && i < 64; i++) {
        slew_table[i] = i * 125;
        slew_entries++;
    }
}

static void publish(uint64_t ns, int64_t ppb)
{
    pthread_mutex_lock(&writer);
    uint32_t s = atomic_load_explicit(&page.seq, memory_order_relaxed);
    atomic_store_explicit(&page.seq, s + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    uint64_t cur = atomic_load_explicit(&page.base_ns, memory_order_relaxed);
    if (ns > cur)
        atomic_store_explicit(&page.base_ns, ns, memory_order_relaxed);
    atomic_store_explicit(&page.drift_ppb, ppb, memory_order_relaxed);
    atomic_store_explicit(&page.seq, s + 2, memory_order_release);
    pthread_mutex_unlock(&writer);
}

static uint64_t hw_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC_RAW, &ts);
    return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

static uint64_t read_clock(int64_t *ppb)
{
    uint32_t a, b;
    uint64_t ns;

    for (;;) {
        a = atomic_load_explicit(&page.seq, memory_order_acquire);
        ns = atomic_load_explicit(&page.base_ns, memory_order_relaxed);
        *ppb = atomic_load_explicit(&page.drift_ppb, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        b = atomic_load_explicit(&page.seq, memory_order_relaxed);
        if (a == b && !(a & 1))
            return ns;
        retries++;
    }
}

static void session_put(struct session *s)
{
    if (atomic_fetch_sub(&s->refs, 1) == 1)
        free(s);
}

static void arm_leap(void)
{
    int off = 0;
    if (atomic_compare_exchange_strong(&leap_armed, &off, 1))
        fprintf(stderr, "leap second armed\n");
}

static void *client(void *arg)
{
    struct session *s = arg;
    int64_t ppb;

    pthread_once(&tables_once, build_tables);
    unsigned id = atomic_fetch_add(&next_id, 1);
    for (int i = 0; i < 1000; i++) {
        uint64_t ns = read_clock(&ppb);
        if (ns % 1000 == id % 1000)
            arm_leap();
        if (i % 100 == 0)
            publish(hw_now(), slew_table ? slew_table[i % 64] : 0);
    }
    session_put(s);
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    struct session *s = calloc(1, sizeof *s);

    if (!s)
        return 1;
    s->refs = 1;
    for (int i = 0; i < 4; i++) {
        atomic_fetch_add(&s->refs, 1);
        if (pthread_create(&t[i], NULL, client, s) != 0)
            abort();
    }
    session_put(s);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    free(slew_table);
    return 0;
}
