// RUN: %tocsin %s
// STD: gnu17
/* Buffer manager: page descriptors shared by backends and the writer thread. */
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NPAGES 512

#define PG_DIRTY   0x01u
#define PG_IO      0x02u
#define PG_HOT     0x04u

struct page {
    uint32_t no;
    int pins;               /* changed with the __atomic builtins */
    volatile int waiters;
    unsigned flags;
    pthread_mutex_t io_mutex;
    unsigned char data[512];
};

static struct page pool[NPAGES];
static pthread_mutex_t clock_mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned clock_hand;

static void page_pin(struct page *p)
{
    __atomic_fetch_add(&p->pins, 1, __ATOMIC_ACQUIRE);
}

static void page_unpin(struct page *p)
{
    __atomic_fetch_sub(&p->pins, 1, __ATOMIC_RELEASE);
}

static void page_mark_dirty(struct page *p)
{
    pthread_mutex_lock(&p->io_mutex);
    p->flags |= PG_DIRTY;
    pthread_mutex_unlock(&p->io_mutex);
}

static void page_write_out(struct page *p)
{
    p->waiters++; // EXPECT: lost-update
    pthread_mutex_lock(&p->io_mutex);
    p->flags |= PG_IO;
    p->data[0] ^= 0xff;
    p->flags &= ~(PG_IO | PG_DIRTY);
    pthread_mutex_unlock(&p->io_mutex);
    __atomic_sub_fetch(&p->waiters, 1, __ATOMIC_RELAXED);
}

static struct page *clock_sweep(void)
{
    struct page *p = NULL;
    unsigned tries;

    pthread_mutex_lock(&clock_mutex);
    for (tries = 0; tries < 2 * NPAGES; tries++) {
        struct page *c = &pool[clock_hand];

        clock_hand = (clock_hand + 1) % NPAGES;
        if (__atomic_load_n(&c->pins, __ATOMIC_ACQUIRE) == 0) {
            c->flags &= ~PG_HOT; // EXPECT: lost-update
            p = c;
            break;
        }
    }
    if (p)
        p->pins++; // EXPECT: lost-update
    pthread_mutex_unlock(&clock_mutex);
    return p;
}

static bool page_idle(struct page *p)
{
    return __atomic_load_n(&p->waiters, __ATOMIC_RELAXED) == 0;
}

static void *backend_main(void *arg)
{
    unsigned seed = (unsigned)(uintptr_t)arg, i;

    for (i = 0; i < 10000; i++) {
        struct page *p;

        seed = seed * 1103515245u + 12345u;
        if (seed & 0x10000u) {
            p = &pool[(seed >> 17) % NPAGES];
            page_pin(p);
        } else {
            p = clock_sweep();
            if (!p)
                continue;
        }
        if (!page_idle(p))
            sched_yield();
        page_mark_dirty(p);
        page_unpin(p);
    }
    return NULL;
}

static void *writer_main(void *arg)
{
    unsigned i, n = *(unsigned *)arg;

    for (i = 0; i < n; i++) {
        page_pin(&pool[i % NPAGES]);
        page_write_out(&pool[i % NPAGES]);
        page_unpin(&pool[i % NPAGES]);
    }
    return NULL;
}

int bufmgr_run(void)
{
    static unsigned rounds = 4 * NPAGES;
    pthread_t t[4];
    unsigned i;

    for (i = 0; i < NPAGES; i++) {
        pool[i].no = i;
        pthread_mutex_init(&pool[i].io_mutex, NULL);
    }
    for (i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, writer_main, &rounds))
            abort();
    for (i = 2; i < 4; i++)
        if (pthread_create(&t[i], NULL, backend_main, (void *)(uintptr_t)i))
            abort();
    for (i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
