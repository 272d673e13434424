// RUN: %tocsin %s
// STD: gnu17
/* credit.c - link credit windows for the RDMA-like transport */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <threads.h>

#define CREDIT_MASK 0x0000ffffu
#define EPOCH_SHIFT 16

struct link {
    _Atomic uint32_t word;     /* epoch:16 credit:16 */
    _Atomic uint32_t stalls;
    _Atomic(uint64_t) acked;
};

static uint32_t pack(uint32_t epoch, uint32_t credit)
{
    return (epoch << EPOCH_SHIFT) | (credit & CREDIT_MASK);
}

static bool link_consume(struct link *l, uint32_t n)
{
    uint32_t cur = atomic_load_explicit(&l->word, memory_order_acquire);
    for (;;) {
        uint32_t have = cur & CREDIT_MASK;
        if (have < n) {
            atomic_fetch_add_explicit(&l->stalls, 1, memory_order_relaxed);
            return false;
        }
        if (atomic_compare_exchange_weak_explicit(&l->word, &cur,
                pack(cur >> EPOCH_SHIFT, have - n),
                memory_order_acq_rel, memory_order_acquire))
            return true;
    }
}

static void link_grant(struct link *l, uint32_t n)
{
    uint32_t cur = atomic_load_explicit(&l->word, memory_order_acquire);
    uint32_t next = pack(cur >> EPOCH_SHIFT, (cur & CREDIT_MASK) + n);

    while (!atomic_compare_exchange_weak_explicit(&l->word, &cur, next, memory_order_acq_rel, memory_order_acquire)) // EXPECT: unchecked-version
        thrd_yield();
}

static void link_ack(struct link *l, uint64_t n)
{
    l->acked = l->acked + n; // EXPECT: split-atomic
}

static int sender(void *arg)
{
    struct link *l = arg;
    for (int i = 0; i < 100000; i++) {
        while (!link_consume(l, 1))
            thrd_yield();
    }
    return 0;
}

static int receiver(void *arg)
{
    struct link *l = arg;
    for (int i = 0; i < 25000; i++) {
        link_grant(l, 4);
        link_ack(l, 4);
    }
    return 0;
}

int main(void)
{
    static struct link l;
    thrd_t s[2], r[2];

    atomic_init(&l.word, pack(1, 64));
    for (int i = 0; i < 2; i++) {
        if (thrd_create(&s[i], sender, &l) != thrd_success)
            return 1;
        if (thrd_create(&r[i], receiver, &l) != thrd_success)
            return 1;
    }
    for (int i = 0; i < 2; i++) {
        thrd_join(s[i], NULL);
        thrd_join(r[i], NULL);
    }
    printf("acked %llu\n", (unsigned long long)l.acked);
    return 0;
}
