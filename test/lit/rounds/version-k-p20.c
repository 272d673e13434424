// RUN: %tocsin %s
// STD: gnu17
/* Ring of shared-memory frame buffers between the capture thread and the encoders. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum frame_state { FRAME_FREE, FRAME_FILLING, FRAME_READY, FRAME_CLOSED };

struct frame {
    _Atomic int state;
    _Atomic uint32_t refs;
    uint32_t seq;
};

struct pool {
    _Atomic uint64_t head;            /* {tag:32, index:32} */
    _Atomic uint64_t peak;
    _Atomic uint32_t next_hint;
    _Atomic uint32_t link[64];
    struct frame frames[64];
};

static struct pool pool;

/* Idempotent: whoever comes first closes the frame. */
static void frame_close(struct frame *f)
{
    int expected = FRAME_READY;
    atomic_compare_exchange_strong(&f->state, &expected, FRAME_CLOSED);
}

static bool frame_begin(struct frame *f)
{
    int expected = FRAME_FREE;
    return atomic_compare_exchange_strong(&f->state, &expected, FRAME_FILLING);
}

static bool frame_ref(struct frame *f)
{
    uint32_t n = atomic_load(&f->refs);
    do {
        if (n == 0)
            return false;
    } while (!atomic_compare_exchange_weak(&f->refs, &n, n + 1));
    return true;
}

static uint32_t pool_pop(struct pool *p)
{
    uint64_t cur = atomic_load(&p->head);
    uint64_t next;
    do {
        uint32_t idx = (uint32_t)cur;
        if (idx == UINT32_MAX)
            return UINT32_MAX;
        next = (((cur >> 32) + 1) << 32) | p->link[idx];
    } while (!atomic_compare_exchange_weak(&p->head, &cur, next));
    return (uint32_t)cur;
}

static void pool_push(struct pool *p, uint32_t idx)
{
    uint64_t cur = atomic_load(&p->head), next;
    do {
        p->link[idx] = (uint32_t)cur;
        next = (((cur >> 32) + 1) << 32) | idx;
    } while (!atomic_compare_exchange_weak(&p->head, &cur, next));
}

static void pool_note_peak(struct pool *p, uint64_t used)
{
    uint64_t seen = atomic_load(&p->peak);
    while (used > seen && !atomic_compare_exchange_weak(&p->peak, &seen, used))
        ;
}

/* desired does not depend on what was there before */
static uint32_t pool_swap_hint(struct pool *p, uint32_t hint)
{
    uint32_t old = atomic_load(&p->next_hint);
    const uint32_t fresh = hint | 0x80000000u;
    while (!atomic_compare_exchange_weak(&p->next_hint, &old, fresh))
        ;
    return old;
}

static void *encoder(void *arg)
{
    uint64_t used = 0;
    uint32_t i;

    (void)arg;
    while ((i = pool_pop(&pool)) != UINT32_MAX) {
        struct frame *f = &pool.frames[i];
        if (!frame_begin(f)) {
            pool_push(&pool, i);
            break;
        }
        atomic_store(&f->refs, 1);
        atomic_store(&f->state, FRAME_READY);
        if (frame_ref(f))
            atomic_fetch_sub(&f->refs, 1);
        pool_note_peak(&pool, ++used);
        pool_swap_hint(&pool, i);
        frame_close(f);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    uint32_t i;

    for (i = 0; i < 64; i++)
        pool.link[i] = i + 1 < 64 ? i + 1 : UINT32_MAX;
    for (i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, encoder, NULL);
    for (i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%llu\n", (unsigned long long)atomic_load(&pool.peak));
    return 0;
}
