// RUN: %tocsin %s
// STD: gnu17
/* Telemetry probes: lock-free gauges and latency trackers updated from request threads. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define EWMA_SHIFT 3

struct probe {
    const char *name;
    _Atomic uint64_t hits;
    _Atomic uint64_t worst_us;
    _Atomic uint64_t best_us;
    _Atomic uint32_t ewma_us;
    atomic_uint window;
};

static struct probe probes[16];
static atomic_size_t nprobes;

struct probe *probe_register(const char *name)
{
    size_t i = atomic_fetch_add(&nprobes, 1);
    if (i >= sizeof probes / sizeof probes[0]) {
        atomic_fetch_sub(&nprobes, 1);
        return NULL;
    }
    probes[i].name = name;
    atomic_init(&probes[i].best_us, UINT64_MAX);
    return &probes[i];
}

static void note_best(struct probe *p, uint64_t us)
{
    uint64_t cur = atomic_load_explicit(&p->best_us, memory_order_relaxed);
    while (us < cur &&
           !atomic_compare_exchange_weak_explicit(&p->best_us, &cur, us,
                                                  memory_order_relaxed,
                                                  memory_order_relaxed))
        ;
}

static void note_worst(struct probe *p, uint64_t us)
{
    if (us > atomic_load(&p->worst_us))
        atomic_store(&p->worst_us, us); // EXPECT: split-atomic
}

void probe_record(struct probe *p, uint64_t us)
{
    p->hits++;
    note_best(p, us);
    note_worst(p, us);

    uint32_t avg = atomic_load_explicit(&p->ewma_us, memory_order_relaxed);
    int32_t delta = (int32_t)us - (int32_t)avg;
    avg += delta / (1 << EWMA_SHIFT);
    atomic_store_explicit(&p->ewma_us, avg, memory_order_relaxed); // EXPECT: split-atomic
}

void probe_slide(struct probe *p, unsigned slots)
{
    p->window = (p->window + 1) % slots; // EXPECT: split-atomic
}

uint64_t probe_take(struct probe *p)
{
    return atomic_exchange(&p->hits, 0);
}

int probe_format(const struct probe *p, char *buf, size_t len)
{
    struct probe *q = (struct probe *)p;
    return snprintf(buf, len, "%s hits=%llu avg=%u", q->name,
                    (unsigned long long)atomic_load(&q->hits),
                    (unsigned)atomic_load(&q->ewma_us));
}
