// RUN: %tocsin %s
// STD: gnu17
// ratelimit.c: token bucket for the API front end, shared by all worker threads
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

typedef struct {
    _Atomic int64_t tokens;
    _Atomic int64_t peak_burst;
    _Atomic uint64_t admitted;
    _Atomic uint64_t rejected;
    atomic_bool stop;
    int64_t rate;
    int64_t burst;
    thrd_t filler;
} rl_bucket;

bool rl_take(rl_bucket *b, int64_t cost)
{
    int64_t cur = atomic_load_explicit(&b->tokens, memory_order_relaxed);
    do {
        if (cur < cost) {
            atomic_fetch_add_explicit(&b->rejected, 1, memory_order_relaxed);
            return false;
        }
    } while (!atomic_compare_exchange_weak_explicit(&b->tokens, &cur, cur - cost,
                                                    memory_order_acq_rel, memory_order_relaxed));
    atomic_fetch_add_explicit(&b->admitted, 1, memory_order_relaxed);

    int64_t used = b->burst - (cur - cost);
    if (used > atomic_load(&b->peak_burst))
        atomic_store(&b->peak_burst, used); // EXPECT: split-atomic
    return true;
}

static int64_t clamp(int64_t v, int64_t hi)
{
    return v > hi ? hi : v;
}

static int rl_filler(void *arg)
{
    rl_bucket *b = arg;
    const struct timespec tick = { .tv_nsec = 10 * 1000 * 1000 };

    while (!atomic_load(&b->stop)) {
        thrd_sleep(&tick, NULL);
        int64_t have = atomic_load(&b->tokens);
        int64_t want = clamp(have + b->rate / 100, b->burst);
        atomic_store(&b->tokens, want); // EXPECT: split-atomic
    }
    return 0;
}

/* hand back the tokens of a request that was cancelled before it ran */
void rl_refund(rl_bucket *b, int64_t cost)
{
    b->tokens += cost;
    atomic_fetch_sub(&b->admitted, 1);
}

rl_bucket *rl_new(int64_t rate, int64_t burst)
{
    rl_bucket *b = calloc(1, sizeof *b);
    if (!b)
        return NULL;
    b->rate = rate;
    b->burst = burst;
    atomic_init(&b->tokens, burst);
    if (thrd_create(&b->filler, rl_filler, b) != thrd_success) {
        free(b);
        return NULL;
    }
    return b;
}

void rl_free(rl_bucket *b)
{
    if (!b)
        return;
    atomic_store(&b->stop, true);
    thrd_join(b->filler, NULL);
    free(b);
}
