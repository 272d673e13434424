// RUN: %tocsin %s
// STD: gnu17
/* Per-tenant gauges, updated from every request thread. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum phase { PHASE_IDLE, PHASE_WARM, PHASE_SERVING };

struct gauge {
    _Atomic uint64_t peak;
    _Atomic uint64_t low;
    _Atomic uint64_t word; /* generation:32 | in_use:32 */
    _Atomic int phase;
};

static uint64_t pack(uint32_t gen, uint32_t used) { return (uint64_t)gen << 32 | used; }
static uint32_t word_used(uint64_t w) { return (uint32_t)w; }
static uint32_t word_gen(uint64_t w) { return (uint32_t)(w >> 32); }

void gauge_sample(struct gauge *g, uint64_t value)
{
    uint64_t seen = atomic_load_explicit(&g->peak, memory_order_relaxed);
    if (value > seen)
        atomic_compare_exchange_strong(&g->peak, &seen, value); // EXPECT: ignored-conflict

    uint64_t low = atomic_load_explicit(&g->low, memory_order_relaxed);
    while (value < low && !atomic_compare_exchange_weak(&g->low, &low, value))
        ;
}

bool gauge_enter(struct gauge *g, uint32_t n, uint32_t limit)
{
    uint64_t cur = atomic_load(&g->word);
    uint64_t next;
    do {
        if (word_used(cur) + n > limit)
            return false;
        next = pack(word_gen(cur) + 1, word_used(cur) + n);
    } while (!atomic_compare_exchange_weak(&g->word, &cur, next));
    return true;
}

void gauge_leave(struct gauge *g, uint32_t n)
{
    uint64_t cur = atomic_load(&g->word);
    uint32_t used = word_used(cur);
    uint64_t next = pack(word_gen(cur) + 1, used > n ? used - n : 0);
    while (!atomic_compare_exchange_weak(&g->word, &cur, next)) // EXPECT: unchecked-version
        ;
}

void gauge_warm(struct gauge *g)
{
    int idle = PHASE_IDLE;
    atomic_compare_exchange_strong(&g->phase, &idle, PHASE_WARM);
}

bool gauge_serve(struct gauge *g)
{
    int warm = PHASE_WARM;
    return atomic_compare_exchange_strong(&g->phase, &warm, PHASE_SERVING);
}

struct worker_arg {
    struct gauge *g;
    unsigned id;
};

static void *worker(void *p)
{
    struct worker_arg *a = p;
    gauge_warm(a->g);
    for (unsigned i = 0; i < 100000; i++) {
        if (!gauge_enter(a->g, 1, 64))
            continue;
        gauge_sample(a->g, (i * 2654435761u + a->id) & 0xffff);
        gauge_leave(a->g, 1);
    }
    return NULL;
}

int main(void)
{
    static struct gauge g;
    pthread_t t[4];
    struct worker_arg args[4];
    atomic_init(&g.low, UINT64_MAX);
    for (unsigned i = 0; i < 4; i++) {
        args[i] = (struct worker_arg){ &g, i };
        if (pthread_create(&t[i], NULL, worker, &args[i]) != 0)
            return 1;
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("peak %llu in use %u\n", (unsigned long long)atomic_load(&g.peak), word_used(atomic_load(&g.word)));
    return 0;
}
