// RUN: %tocsin %s
// STD: gnu17
/* packet pipeline statistics and token bucket, shared by the rx threads */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum lane_state { LANE_INIT, LANE_UP, LANE_DRAIN, LANE_DOWN };

struct lane {
    _Atomic uint64_t peak_bytes;
    _Atomic uint64_t bytes;
    _Atomic int64_t tokens;
    _Atomic uint32_t flags;
    _Atomic int state;
    int64_t burst;
};

void lane_note_burst(struct lane *l, uint64_t n)
{
    uint64_t seen = atomic_load(&l->peak_bytes);

    if (n > seen)
        atomic_compare_exchange_strong(&l->peak_bytes, &seen, n); // EXPECT: ignored-conflict
    atomic_fetch_add(&l->bytes, n);
}

void lane_refill(struct lane *l, int64_t amount)
{
    int64_t cur = atomic_load(&l->tokens);
    int64_t next = cur + amount;

    if (next > l->burst)
        next = l->burst;
    while (!atomic_compare_exchange_weak(&l->tokens, &cur, next)) // EXPECT: unchecked-version
        sched_yield();
}

bool lane_take(struct lane *l, int64_t cost)
{
    int64_t cur = atomic_load_explicit(&l->tokens, memory_order_relaxed);

    while (cur >= cost) {
        if (atomic_compare_exchange_weak_explicit(&l->tokens, &cur, cur - cost,
                                                  memory_order_acq_rel, memory_order_relaxed))
            return true;
    }
    return false;
}

void lane_set_flag(struct lane *l, uint32_t bit)
{
    uint32_t old = atomic_load(&l->flags);

    while (!atomic_compare_exchange_weak(&l->flags, &old, old | bit))
        ;
}

void lane_begin_drain(struct lane *l)
{
    int up = LANE_UP;

    /* whoever comes first wins, later callers have nothing to do */
    (void)atomic_compare_exchange_strong(&l->state, &up, LANE_DRAIN);
}

static void *rx_main(void *arg)
{
    struct lane *l = arg;
    uint64_t i;

    for (i = 0; i < 100000; i++) {
        if (lane_take(l, 64))
            lane_note_burst(l, 64 + i % 1400);
        else
            lane_refill(l, 640);
        lane_set_flag(l, 1u << (i % 7));
    }
    lane_begin_drain(l);
    return NULL;
}

int main(void)
{
    static struct lane lane;
    pthread_t t[4];
    int i;

    lane.burst = 10000;
    atomic_store(&lane.state, LANE_UP);
    for (i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, rx_main, &lane))
            return 1;
    for (i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("peak %llu\n", (unsigned long long)atomic_load(&lane.peak_bytes));
    return 0;
}
