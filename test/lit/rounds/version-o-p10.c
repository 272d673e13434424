// RUN: %tocsin %s
// STD: gnu17
/* Lock-free bookkeeping of a packet forwarder: sequence marks, token buckets, slot ownership. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define SLOTS 32
#define SLOT_FREE 0u

enum port_state { PORT_DOWN, PORT_UP, PORT_CLOSING };

struct bucket {
    _Atomic uint64_t word; /* tokens << 32 | tick */
    uint32_t rate;
    uint32_t burst;
};

struct port {
    _Atomic uint64_t highest_seq;
    _Atomic uint64_t lowest_rtt;
    _Atomic uint64_t slots[SLOTS];
    atomic_int state;
    struct bucket police;
    struct bucket shape;
};

static uint64_t pack(uint32_t tokens, uint32_t tick)
{
    return (uint64_t)tokens << 32 | tick;
}

static uint32_t refill(const struct bucket *b, uint64_t word, uint32_t now)
{
    int32_t elapsed = (int32_t)(now - (uint32_t)word);
    uint64_t tokens = (word >> 32) + (uint64_t)(elapsed > 0 ? elapsed : 0) * b->rate;

    return tokens > b->burst ? b->burst : (uint32_t)tokens;
}

void port_note_seq(struct port *p, uint64_t seq)
{
    uint64_t cur = atomic_load_explicit(&p->highest_seq, memory_order_relaxed);

    if (seq > cur)
        atomic_compare_exchange_strong(&p->highest_seq, &cur, seq); // EXPECT: ignored-conflict
}

void port_note_rtt(struct port *p, uint64_t rtt)
{
    uint64_t cur = atomic_load_explicit(&p->lowest_rtt, memory_order_relaxed);

    while (rtt < cur && !atomic_compare_exchange_weak(&p->lowest_rtt, &cur, rtt))
        ;
}

static bool bucket_take(struct bucket *b, uint32_t cost, uint32_t now)
{
    uint64_t cur = atomic_load(&b->word);
    uint64_t next;

    do {
        uint32_t tokens = refill(b, cur, now);

        if (tokens < cost)
            return false;
        next = pack(tokens - cost, now);
    } while (!atomic_compare_exchange_weak(&b->word, &cur, next));
    return true;
}

/* Lends unused tokens of one bucket to the other without going over its burst. */
static bool bucket_credit(struct bucket *b, uint32_t amount, uint32_t now)
{
    uint64_t cur = atomic_load(&b->word);
    uint64_t tokens = (uint64_t)refill(b, cur, now) + amount;
    uint64_t next;

    if (tokens > b->burst)
        tokens = b->burst;
    next = pack((uint32_t)tokens, now);
    while (!atomic_compare_exchange_weak(&b->word, &cur, next)) // EXPECT-MISS: ignored-conflict // EXPECT-NOISE: unchecked-version
        sched_yield();
    return tokens == b->burst;
}

static bool slot_claim(struct port *p, unsigned i, uint64_t flow)
{
    uint64_t owner = SLOT_FREE;

    if (atomic_compare_exchange_strong(&p->slots[i], &owner, flow))
        return true;
    /* The flow may have been here before; otherwise give the holder one more chance to leave. */
    if (owner == flow)
        return true;
    sched_yield();
    return atomic_compare_exchange_strong(&p->slots[i], &owner, flow); // EXPECT-MISS: ignored-conflict // EXPECT-NOISE: unchecked-version
}

static bool slot_claim_any(struct port *p, uint64_t flow, unsigned *at)
{
    for (unsigned i = 0; i < SLOTS; i++) {
        uint64_t owner = SLOT_FREE;

        if (atomic_compare_exchange_strong(&p->slots[i], &owner, flow) || owner == flow) {
            *at = i;
            return true;
        }
    }
    return false;
}

static void slot_leave(struct port *p, unsigned i, uint64_t flow)
{
    atomic_compare_exchange_strong(&p->slots[i], &flow, SLOT_FREE);
}

static void port_close(struct port *p)
{
    int up = PORT_UP;

    atomic_compare_exchange_strong(&p->state, &up, PORT_CLOSING);
}

static void *forward(void *arg)
{
    struct port *p = arg;
    unsigned at;

    for (uint32_t n = 1; n < 100000 && atomic_load(&p->state) == PORT_UP; n++) {
        uint64_t flow = 1 + n % 97;

        if (!slot_claim(p, n % SLOTS, flow))
            continue;
        at = n % SLOTS;
        if (!bucket_take(&p->police, 10, n)) {
            slot_leave(p, at, flow);
            if (!slot_claim_any(p, flow, &at))
                continue;
            bucket_credit(&p->shape, 10, n);
        }
        port_note_seq(p, n);
        port_note_rtt(p, 1000 + n % 300);
        slot_leave(p, at, flow);
    }
    port_close(p);
    return NULL;
}

int main(void)
{
    static struct port p = { .lowest_rtt = UINT64_MAX, .state = PORT_UP,
                             .police = { .rate = 5, .burst = 1000 },
                             .shape = { .rate = 5, .burst = 4000 } };
    pthread_t t[4];

    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, forward, &p) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%llu\n", (unsigned long long)atomic_load(&p.highest_seq));
    return 0;
}
