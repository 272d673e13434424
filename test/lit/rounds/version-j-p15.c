// RUN: %tocsin %s
// STD: gnu17
/* Statistics of the storage target: per-volume counters that all I/O threads
 * update without locks, printed by the admin thread. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum vol_state { VOL_IDLE, VOL_FLUSHING, VOL_FAILED };

struct vol_stats {
    _Atomic uint64_t ops;
    _Atomic uint64_t worst_us;
    _Atomic uint64_t best_us;
    _Atomic uint64_t reserved; /* bytes promised to writers in flight */
    uint64_t capacity;
    _Atomic int state;
};

static uint64_t usec_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000000u + (uint64_t)ts.tv_nsec / 1000;
}

static void note_worst(struct vol_stats *s, uint64_t us)
{
    uint64_t seen = atomic_load(&s->worst_us);
    if (us > seen)
        atomic_compare_exchange_weak(&s->worst_us, &seen, us); // EXPECT: ignored-conflict
}

static void note_best(struct vol_stats *s, uint64_t us)
{
    uint64_t seen = atomic_load(&s->best_us);
    while (us < seen && !atomic_compare_exchange_weak(&s->best_us, &seen, us))
        ;
}

static bool vol_reserve(struct vol_stats *s, uint64_t bytes)
{
    uint64_t cur = atomic_load(&s->reserved);

    if (bytes > s->capacity || cur > s->capacity - bytes)
        return false;
    atomic_compare_exchange_strong(&s->reserved, &cur, cur + bytes); // EXPECT: ignored-conflict
    return true;
}

/* The first thread that sees an error moves the volume to FAILED. */
static void vol_fail(struct vol_stats *s)
{
    int want = VOL_IDLE;
    atomic_compare_exchange_strong(&s->state, &want, VOL_FAILED);
}

static bool vol_begin_flush(struct vol_stats *s)
{
    int want = VOL_IDLE;
    return atomic_compare_exchange_strong(&s->state, &want, VOL_FLUSHING);
}

static void vol_end_flush(struct vol_stats *s)
{
    int want = VOL_FLUSHING;
    atomic_compare_exchange_strong(&s->state, &want, VOL_IDLE);
}

static int submit_io(unsigned n)
{
    volatile unsigned x = n;
    while (x % 97)
        x++;
    return x % 13 == 12 ? -1 : 0;
}

static void *io_thread(void *arg)
{
    struct vol_stats *s = arg;

    for (unsigned i = 0; i < 10000; i++) {
        uint64_t t0 = usec_now(), us;
        int rc;

        if (!vol_reserve(s, 4096))
            continue;
        rc = submit_io(i);
        us = usec_now() - t0;
        atomic_fetch_sub(&s->reserved, 4096);
        atomic_fetch_add(&s->ops, 1);
        note_worst(s, us);
        note_best(s, us);
        if (rc != 0)
            vol_fail(s);
        else if (i % 512 == 0 && vol_begin_flush(s))
            vol_end_flush(s);
    }
    return NULL;
}

int main(void)
{
    static struct vol_stats s;
    pthread_t t[4];

    atomic_init(&s.best_us, UINT64_MAX);
    s.capacity = 12288;
    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, io_thread, &s) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("ops %llu worst %llu best %llu\n", (unsigned long long)s.ops, (unsigned long long)s.worst_us,
           (unsigned long long)s.best_us);
    return 0;
}
