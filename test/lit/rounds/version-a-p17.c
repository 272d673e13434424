// RUN: %tocsin %s
// STD: gnu17
/* Connection slots with generation counters; lock free. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define SLOTS 64
#define NIL 0xffffu

enum { SLOT_FREE, SLOT_BUSY, SLOT_CLOSING };

struct slot {
    _Atomic uint64_t tagged; /* generation:48 | state:16 */
    _Atomic uint32_t next;
};

struct pool {
    struct slot slots[SLOTS];
    _Atomic uint64_t head; /* tag:32 | index:32 */
    _Atomic int draining;
    _Atomic uint64_t max_age;
    uint64_t opened;
};

static uint64_t tag(uint64_t gen, unsigned state) { return gen << 16 | state; }
static uint64_t gen_of(uint64_t w) { return w >> 16; }
static unsigned state_of(uint64_t w) { return (unsigned)(w & 0xffff); }

unsigned pool_pop(struct pool *p)
{
    uint64_t old = atomic_load(&p->head);
    for (;;) {
        uint32_t idx = (uint32_t)old;
        if (idx == NIL)
            return NIL;
        uint32_t next = atomic_load(&p->slots[idx].next);
        uint64_t desired = ((old >> 32) + 1) << 32 | next;
        if (atomic_compare_exchange_weak(&p->head, &old, desired))
            return idx;
    }
}

void pool_push(struct pool *p, uint32_t idx)
{
    uint64_t old = atomic_load(&p->head), desired;
    do {
        atomic_store(&p->slots[idx].next, (uint32_t)old);
        desired = ((old >> 32) + 1) << 32 | idx;
    } while (!atomic_compare_exchange_weak(&p->head, &old, desired));
}

bool slot_transition(struct slot *s, uint64_t gen, unsigned from, unsigned to)
{
    uint64_t expected = tag(gen, from);
    return atomic_compare_exchange_strong(&s->tagged, &expected, tag(gen + 1, to));
}

int slot_close(struct slot *s, uint64_t gen)
{
    uint64_t cur = atomic_load(&s->tagged);
    while (gen_of(cur) == gen && state_of(cur) == SLOT_BUSY) {
        if (atomic_compare_exchange_weak(&s->tagged, &cur, tag(gen + 1, SLOT_CLOSING)))
            return 0;
    }
    return -1;
}

void pool_drain(struct pool *p)
{
    int off = 0;
    atomic_compare_exchange_strong(&p->draining, &off, 1);
}

void pool_note_age(struct pool *p, uint64_t age)
{
    uint64_t seen = atomic_load(&p->max_age);
    while (seen < age) {
        if (atomic_compare_exchange_weak(&p->max_age, &seen, age))
            break;
    }
}

uint64_t pool_opened(struct pool *p)
{
    return __atomic_add_fetch(&p->opened, 1, __ATOMIC_RELAXED);
}

uint64_t pool_take_batch(uint64_t *counter, uint64_t n)
{
    uint64_t cur = __atomic_load_n(counter, __ATOMIC_RELAXED);
    uint64_t next;
    do {
        next = cur + n;
    } while (!__atomic_compare_exchange_n(counter, &cur, next, true, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
    return cur;
}

static void *client(void *arg)
{
    struct pool *p = arg;
    for (uint64_t i = 0; i < 10000 && !atomic_load(&p->draining); i++) {
        unsigned idx = pool_pop(p);
        if (idx == NIL)
            continue;
        uint64_t w = atomic_load(&p->slots[idx].tagged);
        if (slot_transition(&p->slots[idx], gen_of(w), SLOT_FREE, SLOT_BUSY)) {
            pool_opened(p);
            pool_note_age(p, i);
            if (slot_close(&p->slots[idx], gen_of(w) + 1) != 0 ||
                !slot_transition(&p->slots[idx], gen_of(w) + 2, SLOT_CLOSING, SLOT_FREE))
                fprintf(stderr, "slot %u changed hands\n", idx);
        }
        pool_push(p, idx);
    }
    return NULL;
}

int main(void)
{
    static struct pool p;
    pthread_t t[4];
    atomic_init(&p.head, NIL);
    for (uint32_t i = 0; i < SLOTS; i++)
        pool_push(&p, i);
    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, client, &p) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    pool_drain(&p);
    return 0;
}
