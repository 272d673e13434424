// RUN: %tocsin %s
// STD: gnu17
/* Connection table of the proxy: free list, life cycle flags and statistics. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define NCONN   4096
#define NIL     0xffffffffu

enum conn_state { CONN_FREE, CONN_OPEN, CONN_CLOSING, CONN_DEAD };

struct conn {
    _Atomic int      state;
    _Atomic uint32_t flags;
    _Atomic uint32_t next;
    _Atomic(void *)  owner;
    uint64_t         rx;
};

struct conn_table {
    struct conn      c[NCONN];
    _Atomic uint64_t head;              /* {tag:32, index:32} */
    _Atomic uint64_t bytes;
    _Atomic(struct conn_table *) self;
    _Atomic int      draining;
};

static uint64_t pack(uint32_t tag, uint32_t idx)
{
    return ((uint64_t)tag << 32) | idx;
}

uint32_t conn_alloc(struct conn_table *t)
{
    uint64_t h = atomic_load_explicit(&t->head, memory_order_acquire);

    for (;;) {
        uint32_t idx = (uint32_t)h, nxt;
        if (idx == NIL)
            return NIL;
        nxt = atomic_load_explicit(&t->c[idx].next, memory_order_relaxed);
        if (atomic_compare_exchange_weak_explicit(&t->head, &h, pack((uint32_t)(h >> 32) + 1, nxt),
                                                  memory_order_acq_rel, memory_order_acquire))
            return idx;
    }
}

void conn_release(struct conn_table *t, uint32_t idx)
{
    uint64_t h = atomic_load(&t->head), n;

    do {
        atomic_store_explicit(&t->c[idx].next, (uint32_t)h, memory_order_relaxed);
        n = pack((uint32_t)(h >> 32) + 1, idx);
    } while (!atomic_compare_exchange_weak(&t->head, &h, n));
}

/* Whoever comes first moves the connection on; the reaper looks at the state. */
void conn_begin_close(struct conn *c)
{
    int want = CONN_OPEN;

    atomic_compare_exchange_strong(&c->state, &want, CONN_CLOSING);
}

void conn_detach(struct conn *c, void *me)
{
    atomic_compare_exchange_strong(&c->owner, &me, NULL);
}

void table_stop_drain(struct conn_table *t)
{
    int on = atomic_load(&t->draining);

    if (on == 1)
        (void)atomic_compare_exchange_strong(&t->draining, &on, 0);
}

/* Takes the connection whatever its owner was before. */
void *conn_steal(struct conn *c, void *me)
{
    void *prev = atomic_load(&c->owner);

    while (!atomic_compare_exchange_weak(&c->owner, &prev, me))
        ;
    return prev;
}

bool conn_set_flag(struct conn *c, uint32_t bit)
{
    uint32_t old = atomic_load(&c->flags);

    while (!(old & bit))
        if (atomic_compare_exchange_weak(&c->flags, &old, old | bit))
            return true;
    return false;
}

uint64_t table_max_bytes(struct conn_table *t, uint64_t v)
{
    uint64_t cur = atomic_load(&t->bytes);

    while (v > cur && !atomic_compare_exchange_weak(&t->bytes, &cur, v))
        ;
    return v > cur ? v : cur;
}

static struct conn_table *instance;

struct conn_table *table_get(void)
{
    struct conn_table *t = __atomic_load_n(&instance, __ATOMIC_ACQUIRE), *mine, *seen = NULL;

    if (t)
        return t;
    mine = calloc(1, sizeof(*mine));
    if (!mine)
        return NULL;
    if (!__atomic_compare_exchange_n(&instance, &seen, mine, false,
                                     __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        free(mine);
        return seen;
    }
    return mine;
}
