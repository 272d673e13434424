// RUN: %tocsin %s
// STD: gnu17
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* limits word: high 32 bits revision, low 32 bits tokens */
struct bucket {
    _Atomic uint64_t word;
    _Atomic uint64_t peak;
    _Atomic int state;
};

enum { B_IDLE, B_DRAINING, B_CLOSED };

static uint64_t pack(uint32_t rev, uint32_t tokens)
{
    return ((uint64_t)rev << 32) | tokens;
}

static uint32_t rev_of(uint64_t w)
{
    return (uint32_t)(w >> 32);
}

static uint32_t tokens_of(uint64_t w)
{
    return (uint32_t)w;
}

bool bucket_take(struct bucket *b, uint32_t n)
{
    uint64_t cur = atomic_load_explicit(&b->word, memory_order_acquire);
    uint64_t next;
    do {
        if (tokens_of(cur) < n)
            return false;
        next = pack(rev_of(cur) + 1, tokens_of(cur) - n);
    } while (!atomic_compare_exchange_weak(&b->word, &cur, next));
    return true;
}

void bucket_refill(struct bucket *b, uint32_t n, uint32_t cap)
{
    uint64_t cur = atomic_load(&b->word);
    uint32_t left = tokens_of(cur) + n;
    if (left > cap)
        left = cap;
    uint64_t next = pack(rev_of(cur) + 1, left);
    while (!atomic_compare_exchange_weak(&b->word, &cur, next)) // EXPECT: unchecked-version
        ;
}

void bucket_note_peak(struct bucket *b, uint64_t in_flight)
{
    uint64_t seen = atomic_load(&b->peak);
    if (in_flight > seen)
        atomic_compare_exchange_strong(&b->peak, &seen, in_flight); // EXPECT: ignored-conflict
}

void bucket_drain(struct bucket *b)
{
    int expected = B_IDLE;
    atomic_compare_exchange_strong(&b->state, &expected, B_DRAINING);
}

bool bucket_close(struct bucket *b)
{
    int expected = B_DRAINING;
    return atomic_compare_exchange_strong(&b->state, &expected, B_CLOSED);
}

void bucket_reset(struct bucket *b, uint32_t tokens)
{
    uint64_t cur = atomic_load(&b->word);
    while (!atomic_compare_exchange_weak(&b->word, &cur, pack(rev_of(cur) + 1, tokens)))
        ;
}
