// RUN: %tocsin %s
// STD: gnu17
/* Muon telescope front end: one acquisition thread, several trigger channels. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

#define NTRIG 6
#define NHIST 128

struct daq {
    _Atomic uint64_t frames;        /* written by acquisition only */
    _Atomic uint64_t bytes;         /* written by acquisition only */
    _Atomic uint32_t tallest;
    _Atomic uint32_t token_bucket;
    atomic_flag      hist_busy;
    unsigned         hist[NHIST];
    atomic_bool      running;
    atomic_bool      announced;
};

struct trigger { struct daq *daq; uint32_t seed; };

static void hist_lock(struct daq *d)
{
    while (atomic_flag_test_and_set_explicit(&d->hist_busy, memory_order_acquire))
        thrd_yield();
}

static void hist_unlock(struct daq *d)
{
    atomic_flag_clear_explicit(&d->hist_busy, memory_order_release);
}

static void note_pulse(struct daq *d, uint32_t height)
{
    uint32_t seen = atomic_load_explicit(&d->tallest, memory_order_relaxed);
    while (height > seen &&
           !atomic_compare_exchange_weak_explicit(&d->tallest, &seen, height,
                                                  memory_order_relaxed, memory_order_relaxed))
        ;
    hist_lock(d);
    d->hist[height % NHIST]++;
    hist_unlock(d);
}

static bool take_token(struct daq *d)
{
    uint32_t left = atomic_load(&d->token_bucket);
    uint32_t want;
    do {
        if (left == 0)
            return false;
        want = left - 1;
    } while (!atomic_compare_exchange_weak(&d->token_bucket, &left, want));
    return true;
}

static void announce_once(struct daq *d, const char *what)
{
    if (atomic_load_explicit(&d->announced, memory_order_relaxed))
        return;
    if (!atomic_exchange(&d->announced, true))
        printf("first %s\n", what);
}

static int trigger_main(void *arg)
{
    struct trigger *t = arg;
    while (atomic_load(&t->daq->running)) {
        t->seed = t->seed * 1664525u + 1013904223u;
        if (!take_token(t->daq)) {
            thrd_yield();
            continue;
        }
        note_pulse(t->daq, t->seed >> 20);
        announce_once(t->daq, "pulse");
    }
    return 0;
}

static int acquisition_main(void *arg)
{
    struct daq *d = arg;
    for (int i = 0; i < 20000; i++) {
        uint64_t n = atomic_load_explicit(&d->frames, memory_order_relaxed);
        atomic_store_explicit(&d->frames, n + 1, memory_order_relaxed);
        uint64_t b = atomic_load_explicit(&d->bytes, memory_order_relaxed);
        atomic_store_explicit(&d->bytes, b + 1536, memory_order_release);
        atomic_fetch_add(&d->token_bucket, 3u);
    }
    atomic_store(&d->running, false);
    return 0;
}

int main(void)
{
    static struct daq d = { .hist_busy = ATOMIC_FLAG_INIT };
    static struct trigger trig[NTRIG];
    thrd_t acq, th[NTRIG];

    atomic_init(&d.token_bucket, 64u);
    atomic_init(&d.running, true);
    if (thrd_create(&acq, acquisition_main, &d) != thrd_success)
        return EXIT_FAILURE;
    for (int i = 0; i < NTRIG; i++) {
        trig[i].daq = &d;
        trig[i].seed = 77u + (uint32_t)i;
        if (thrd_create(&th[i], trigger_main, &trig[i]) != thrd_success)
            return EXIT_FAILURE;
    }
    while (atomic_load(&d.running)) {
        printf("%llu frames %llu bytes\n",
               (unsigned long long)atomic_load_explicit(&d.frames, memory_order_relaxed),
               (unsigned long long)atomic_load_explicit(&d.bytes, memory_order_acquire));
        thrd_sleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    thrd_join(acq, NULL);
    for (int i = 0; i < NTRIG; i++)
        thrd_join(th[i], NULL);
    printf("tallest %u\n", (unsigned)atomic_load(&d.tallest));
    return 0;
}
