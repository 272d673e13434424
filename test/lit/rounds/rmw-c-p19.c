// RUN: %tocsin %s
// STD: gnu17
/* Latency histogram shared by the request threads (GCC builtins). */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BUCKETS 32

struct hist {
    uint64_t bucket[BUCKETS];
    uint64_t count;
    uint64_t sum;
    uint64_t min;
    uint64_t max;
};

static struct hist latency = { .min = UINT64_MAX };

static unsigned bucket_of(uint64_t us)
{
    unsigned b = 0;
    while (us > 1 && b < BUCKETS - 1) {
        us >>= 1;
        b++;
    }
    return b;
}

static void hist_record(struct hist *h, uint64_t us)
{
    __atomic_fetch_add(&h->bucket[bucket_of(us)], 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&h->count, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&h->sum, us, __ATOMIC_RELAXED);

    uint64_t lo = __atomic_load_n(&h->min, __ATOMIC_RELAXED);
    while (us < lo &&
           !__atomic_compare_exchange_n(&h->min, &lo, us, 1, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
    if (us > __atomic_load_n(&h->max, __ATOMIC_RELAXED))
        __atomic_store_n(&h->max, us, __ATOMIC_RELAXED); // EXPECT: split-atomic
}

/* Folds a thread's private histogram into the shared one. */
static void hist_merge(struct hist *dst, const struct hist *own)
{
    for (int i = 0; i < BUCKETS; i++)
        if (own->bucket[i] != 0)
            __atomic_fetch_add(&dst->bucket[i], own->bucket[i], __ATOMIC_RELAXED);
    __sync_fetch_and_add(&dst->sum, own->sum);
    dst->count += own->count; // EXPECT: lost-update
}

static void own_record(struct hist *own, uint64_t us)
{
    own->bucket[bucket_of(us)]++;
    own->count++;
    own->sum += us;
}

/* Halves a bucket so that old values fade. */
static void hist_fade(struct hist *h, int i)
{
    uint64_t v = __atomic_load_n(&h->bucket[i], __ATOMIC_ACQUIRE);
    uint64_t half = v / 2;
    __atomic_store_n(&h->bucket[i], half, __ATOMIC_RELEASE); // EXPECT: split-atomic
}

static void *request_thread(void *arg)
{
    uint64_t seed = (uint64_t)(uintptr_t)arg;
    struct hist own;
    memset(&own, 0, sizeof own);
    for (int i = 0; i < 10000; i++) {
        seed = seed * 6364136223846793005ull + 1442695040888963407ull;
        uint64_t us = (seed >> 40) % 5000;
        if (i % 2)
            hist_record(&latency, us);
        else
            own_record(&own, us);
        if (i % 1000 == 0)
            hist_fade(&latency, i / 1000);
    }
    hist_merge(&latency, &own);
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    for (uintptr_t i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, request_thread, (void *)(i + 1));
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("n=%llu mean=%llu max=%llu\n", (unsigned long long)latency.count,
           (unsigned long long)(latency.sum / latency.count), (unsigned long long)latency.max);
    return 0;
}
