// RUN: %tocsin %s
// STD: gnu17
/* Packet lanes: token budget, peak meters and per-lane sequence numbers. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define LANES 4
#define BUDGET(tokens, stamp) (((uint64_t)(tokens) << 32) | (uint32_t)(stamp))
#define TOKENS(b) ((uint32_t)((b) >> 32))
#define STAMP(b) ((uint32_t)(b))

enum lane_state { LANE_IDLE, LANE_OPEN, LANE_CLOSING };

struct lane {
    _Atomic uint64_t budget;
    _Atomic uint64_t seq;
    _Atomic uint64_t peak_len;
    _Atomic uint64_t peak_delay;
    _Atomic int state;
};

static struct lane lanes[LANES];

static uint32_t refill(uint32_t tokens, uint32_t elapsed)
{
    uint64_t t = (uint64_t)tokens + (uint64_t)elapsed * 10;
    return t > 1000 ? 1000 : (uint32_t)t;
}

bool lane_consume(struct lane *l, uint32_t cost, uint32_t now)
{
    uint64_t cur = atomic_load_explicit(&l->budget, memory_order_relaxed);
    uint32_t have = refill(TOKENS(cur), now - STAMP(cur));
    if (have < cost)
        return false;
    uint64_t next = BUDGET(have - cost, now);
    while (!atomic_compare_exchange_weak(&l->budget, &cur, next)) // EXPECT: unchecked-version
        ;
    return true;
}

bool lane_consume_bulk(struct lane *l, uint32_t cost, uint32_t now)
{
    uint64_t cur = atomic_load_explicit(&l->budget, memory_order_relaxed);
    uint64_t next;
    do {
        uint32_t have = refill(TOKENS(cur), now - STAMP(cur));
        if (have < cost)
            return false;
        next = BUDGET(have - cost, now);
    } while (!atomic_compare_exchange_weak(&l->budget, &cur, next));
    return true;
}

void lane_reset_budget(struct lane *l, uint32_t now)
{
    uint64_t cur = atomic_load(&l->budget);
    const uint64_t full = BUDGET(1000, now);
    while (!atomic_compare_exchange_weak(&l->budget, &cur, full))
        ;
}

void lane_note_len(struct lane *l, uint64_t len)
{
    uint64_t top = atomic_load(&l->peak_len);
    if (len > top)
        atomic_compare_exchange_strong(&l->peak_len, &top, len); // EXPECT: ignored-conflict
}

void lane_note_delay(struct lane *l, uint64_t usec)
{
    uint64_t top = atomic_load(&l->peak_delay);
    while (usec > top && !atomic_compare_exchange_weak(&l->peak_delay, &top, usec))
        ;
}

/* Moves the lane from `expected` to `next`; false when somebody else moved it. */
bool lane_advance(struct lane *l, uint64_t expected, uint64_t next)
{
    for (int tries = 0; tries < 16; tries++) {
        if (atomic_compare_exchange_weak(&l->seq, &expected, next)) // EXPECT: unchecked-version
            return true;
    }
    return false;
}

bool lane_advance_by_one(struct lane *l, uint64_t expected)
{
    uint64_t seen = expected;
    while (!atomic_compare_exchange_weak(&l->seq, &seen, expected + 1)) {
        if (seen != expected)
            return false;
    }
    return true;
}

static void lane_begin_close(struct lane *l)
{
    int want = LANE_OPEN;
    atomic_compare_exchange_strong(&l->state, &want, LANE_CLOSING);
}

static void *pump(void *arg)
{
    uint32_t id = (uint32_t)(uintptr_t)arg;
    uintptr_t skipped = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        struct lane *l = &lanes[(id + i) % LANES];
        if (!lane_consume(l, 3, i) && !lane_consume_bulk(l, 1, i))
            continue;
        lane_note_len(l, 64 + i % 1400);
        lane_note_delay(l, i * 7 % 311);
        uint64_t s = atomic_load(&l->seq);
        if (!lane_advance(l, s, s + 2) && !lane_advance_by_one(l, s))
            skipped++;
    }
    lane_begin_close(&lanes[id % LANES]);
    return (void *)skipped;
}

int main(void)
{
    pthread_t t[LANES];
    int n = 0;
    for (int i = 0; i < LANES; i++) {
        lane_reset_budget(&lanes[i], 0);
        atomic_store(&lanes[i].state, LANE_OPEN);
    }
    for (; n < LANES; n++)
        if (pthread_create(&t[n], NULL, pump, (void *)(uintptr_t)n) != 0)
            break;
    while (n-- > 0)
        pthread_join(t[n], NULL);
    for (int i = 0; i < LANES; i++)
        printf("lane %d seq %llu\n", i, (unsigned long long)atomic_load(&lanes[i].seq));
    return 0;
}
