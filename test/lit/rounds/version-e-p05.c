// RUN: %tocsin %s
// STD: gnu17
/* arena accounting for the column store: shared by all scan threads */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum arena_state { ARENA_OPEN, ARENA_SEALED, ARENA_DROPPED };

struct arena {
    atomic_size_t used;
    atomic_size_t peak;
    size_t limit;
    _Atomic uint64_t stats;    /* low 32: allocations, high 32: failures */
    atomic_int state;
    atomic_uint readers;
};

static void note_peak(struct arena *a, size_t now)
{
    size_t peak = atomic_load_explicit(&a->peak, memory_order_relaxed);

    if (now > peak)
        atomic_compare_exchange_weak(&a->peak, &peak, now); // EXPECT: ignored-conflict
}

static void note_failure(struct arena *a)
{
    uint64_t cur = atomic_load(&a->stats);
    uint64_t next = cur + (UINT64_C(1) << 32);

    while (!atomic_compare_exchange_weak(&a->stats, &cur, next)) // EXPECT: unchecked-version
        ;
}

static void note_alloc(struct arena *a)
{
    uint64_t cur = atomic_load(&a->stats), next;

    do {
        uint32_t n = (uint32_t)cur;
        if (n == UINT32_MAX)
            return;
        next = (cur & ~UINT64_C(0xffffffff)) | (n + 1);
    } while (!atomic_compare_exchange_weak(&a->stats, &cur, next));
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t used = atomic_load_explicit(&a->used, memory_order_relaxed);
    void *p;

    if (atomic_load(&a->state) != ARENA_OPEN)
        return NULL;
    do {
        if (n > a->limit - used) {
            note_failure(a);
            return NULL;
        }
    } while (!atomic_compare_exchange_weak_explicit(&a->used, &used, used + n,
                                                    memory_order_acq_rel,
                                                    memory_order_relaxed));
    note_peak(a, used + n);
    p = malloc(n);
    if (p == NULL) {
        atomic_fetch_sub(&a->used, n);
        note_failure(a);
        return NULL;
    }
    note_alloc(a);
    return p;
}

void arena_free(struct arena *a, void *p, size_t n)
{
    free(p);
    atomic_fetch_sub(&a->used, n);
}

/* Whoever comes first seals it; for the others there is nothing to do. */
void arena_seal(struct arena *a)
{
    int expected = ARENA_OPEN;

    atomic_compare_exchange_strong(&a->state, &expected, ARENA_SEALED);
}

bool arena_drop(struct arena *a)
{
    int expected = ARENA_SEALED;

    if (!atomic_compare_exchange_strong(&a->state, &expected, ARENA_DROPPED))
        return false;
    atomic_store(&a->used, 0);
    return true;
}

void arena_report(struct arena *a, FILE *out)
{
    uint64_t s = atomic_load(&a->stats);

    fprintf(out, "used %zu peak %zu allocs %u failures %u\n",
            atomic_load(&a->used), atomic_load(&a->peak),
            (unsigned)(uint32_t)s, (unsigned)(s >> 32));
}
