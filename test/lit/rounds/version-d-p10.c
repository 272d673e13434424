// RUN: %tocsin %s
// STD: gnu17
/* Rate limiting and statistics of the packet path, updated from all rx threads. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bucket {
    _Atomic uint64_t tokens;
    _Atomic uint32_t peak_burst;
    _Atomic int      state;
    uint64_t         cap;
    unsigned long    dropped_bytes;
    unsigned long    seq;
};

enum { B_IDLE, B_ARMED, B_CLOSED };

/* Return bytes of a packet that was not sent after all. */
void bucket_give_back(struct bucket *b, uint32_t bytes)
{
    uint64_t cur = atomic_load_explicit(&b->tokens, memory_order_relaxed);
    uint64_t next = cur + bytes;

    if (next > b->cap)
        next = b->cap;
    while (!atomic_compare_exchange_weak(&b->tokens, &cur, next)) // EXPECT: unchecked-version
        ;
}

bool bucket_take(struct bucket *b, uint32_t bytes)
{
    uint64_t cur = atomic_load_explicit(&b->tokens, memory_order_relaxed);

    do {
        if (cur < bytes)
            return false;
    } while (!atomic_compare_exchange_weak(&b->tokens, &cur, cur - bytes));
    return true;
}

void bucket_note_burst(struct bucket *b, uint32_t burst)
{
    uint32_t seen = atomic_load(&b->peak_burst);

    if (burst > seen)
        atomic_compare_exchange_weak(&b->peak_burst, &seen, burst); // EXPECT: ignored-conflict
}

void bucket_note_drop(struct bucket *b, uint32_t bytes)
{
    unsigned long old = __atomic_load_n(&b->dropped_bytes, __ATOMIC_RELAXED);

    __sync_bool_compare_and_swap(&b->dropped_bytes, old, old + bytes); // EXPECT: ignored-conflict
}

/* Only the first caller arms the bucket, everybody else finds it armed. */
void bucket_arm(struct bucket *b)
{
    int from = B_IDLE;

    atomic_compare_exchange_strong(&b->state, &from, B_ARMED);
}

unsigned long bucket_next_seq(struct bucket *b)
{
    unsigned long s;

    do {
        s = __atomic_load_n(&b->seq, __ATOMIC_RELAXED);
    } while (!__sync_bool_compare_and_swap(&b->seq, s, s + 1));
    return s;
}

void bucket_refill_all(struct bucket *v, size_t n, uint64_t quantum)
{
    size_t i;

    for (i = 0; i < n; i++) {
        uint64_t cur = atomic_load(&v[i].tokens), next;
        do {
            next = cur + quantum > v[i].cap ? v[i].cap : cur + quantum;
        } while (!atomic_compare_exchange_weak(&v[i].tokens, &cur, next));
    }
}
