// RUN: %tocsin %s
// STD: gnu17
/* Load shedding for the proxy: depth gauge, smoothed latency and token bucket. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <threads.h>
#include <time.h>

struct shed {
    _Atomic unsigned depth;
    _Atomic unsigned peak_depth;
    _Atomic uint32_t ewma_us;
    atomic_long tokens;
    atomic_long burst;
    _Atomic int64_t last_refill_ms;
    atomic_ulong admitted;
    atomic_ulong rejected;
};

static struct shed g_shed = { .tokens = 1000, .burst = 1000 };

static int64_t now_ms(void)
{
    struct timespec ts;

    timespec_get(&ts, TIME_UTC);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void enter(struct shed *s)
{
    unsigned d = atomic_fetch_add(&s->depth, 1) + 1;

    if (d > atomic_load_explicit(&s->peak_depth, memory_order_relaxed))
        atomic_store_explicit(&s->peak_depth, d, memory_order_relaxed); // EXPECT: split-atomic
}

static void leave(struct shed *s, uint32_t took_us)
{
    s->ewma_us = (s->ewma_us * 7 + took_us) / 8; // EXPECT: split-atomic
    s->depth--;
}

static bool take_token(struct shed *s)
{
    long t = atomic_load(&s->tokens);

    while (t > 0)
        if (atomic_compare_exchange_weak(&s->tokens, &t, t - 1))
            return true;
    return false;
}

/* Whoever comes first after the interval tops the bucket up. */
static void refill(struct shed *s)
{
    int64_t last = atomic_load(&s->last_refill_ms), now = now_ms();
    long have, cap;

    if (now - last < 100)
        return;
    if (!atomic_compare_exchange_strong(&s->last_refill_ms, &last, now))
        return;
    cap = atomic_load(&s->burst);
    have = atomic_load(&s->tokens);
    have += 100;
    if (have > cap)
        have = cap;
    atomic_store(&s->tokens, have); // EXPECT: split-atomic
}

void shed_set_burst(long n)
{
    atomic_store(&g_shed.burst, n);
}

static int handler_main(void *arg)
{
    int rounds = *(const int *)arg;

    while (rounds-- > 0) {
        int64_t t0;

        refill(&g_shed);
        if (!take_token(&g_shed)) {
            g_shed.rejected++;
            thrd_yield();
            continue;
        }
        g_shed.admitted += 1;
        t0 = now_ms();
        enter(&g_shed);
        thrd_sleep(&(struct timespec){ .tv_nsec = 50000 }, NULL);
        leave(&g_shed, (uint32_t)(now_ms() - t0) * 1000u);
    }
    return 0;
}

int shed_selftest(int nthreads)
{
    static const int rounds = 10000;
    thrd_t t[16];
    int i, n;

    for (n = 0; n < nthreads && n < 16; n++)
        if (thrd_create(&t[n], handler_main, (void *)&rounds) != thrd_success)
            break;
    for (i = 0; i < n; i++)
        thrd_join(t[i], NULL);
    printf("admitted %lu rejected %lu peak %u\n", atomic_load(&g_shed.admitted),
           atomic_load(&g_shed.rejected), atomic_load(&g_shed.peak_depth));
    return n;
}
