// RUN: %tocsin %s
// STD: gnu17
/* Shared-memory descriptor rings between the NIC poller and the workers. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define NDESC 4096
#define NIL UINT32_MAX

struct desc {
    uint32_t next;
    uint32_t len;
    uint8_t frame[2048];
};

struct desc_pool {
    _Atomic uint32_t head;
    struct desc d[NDESC];
};

struct queue_slot {
    _Atomic uint32_t owner;      /* worker id, 0 when unowned */
    _Atomic uint32_t takeovers;
};

void pool_init(struct desc_pool *p)
{
    for (uint32_t i = 0; i < NDESC; i++)
        p->d[i].next = i + 1 < NDESC ? i + 1 : NIL;
    atomic_init(&p->head, 0);
}

uint32_t pool_get(struct desc_pool *p)
{
    uint32_t top = atomic_load_explicit(&p->head, memory_order_acquire);
    uint32_t next;

    do {
        if (top == NIL)
            return NIL;
        next = p->d[top].next;
    } while (!atomic_compare_exchange_weak(&p->head, &top, next)); // EXPECT: unchecked-version
    return top;
}

void pool_put(struct desc_pool *p, uint32_t idx)
{
    uint32_t top = atomic_load_explicit(&p->head, memory_order_relaxed);

    do {
        p->d[idx].next = top;
    } while (!atomic_compare_exchange_weak(&p->head, &top, idx));
}

/* Move the queue from the worker `from` to `to`; false when `from` is not the owner. */
bool slot_transfer(struct queue_slot *s, uint32_t from, uint32_t to)
{
    for (int spin = 0; spin < 3; spin++) {
        if (atomic_compare_exchange_strong(&s->owner, &from, to)) { // EXPECT: unchecked-version
            atomic_fetch_add(&s->takeovers, 1);
            return true;
        }
    }
    return false;
}

bool slot_release(struct queue_slot *s, uint32_t me)
{
    uint32_t want = me;

    return atomic_compare_exchange_strong(&s->owner, &want, 0);
}

bool slot_acquire(struct queue_slot *s, uint32_t me)
{
    for (int spin = 0; spin < 100; spin++) {
        uint32_t unowned = 0;
        if (atomic_compare_exchange_weak(&s->owner, &unowned, me))
            return true;
        if (unowned == me)
            return true;
    }
    return false;
}

int deliver(struct desc_pool *p, const void *data, uint32_t len, uint32_t *out)
{
    uint32_t i = pool_get(p);

    if (i == NIL || len > sizeof p->d[0].frame) {
        if (i != NIL)
            pool_put(p, i);
        return -1;
    }
    memcpy(p->d[i].frame, data, len);
    p->d[i].len = len;
    *out = i;
    return 0;
}
