// RUN: %tocsin %s
// STD: gnu17
/* Shared packet buffers of a capture daemon (C11 threads). */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>

struct pktbuf {
    atomic_int refs;
    size_t cap;
    size_t len;
    uint8_t *data;
};

struct capture {
    _Atomic unsigned batch;
    _Atomic size_t largest;
    _Atomic uint64_t seq;
    atomic_bool draining;
    struct pktbuf *ring[64];
    mtx_t ring_lock;
    unsigned head;
};

static struct pktbuf *pktbuf_new(size_t cap)
{
    struct pktbuf *b = malloc(sizeof(*b));
    if (!b)
        return NULL;
    b->data = malloc(cap);
    if (!b->data) {
        free(b);
        return NULL;
    }
    atomic_init(&b->refs, 1);
    b->cap = cap;
    b->len = 0;
    return b;
}

static void pktbuf_free(struct pktbuf *b)
{
    free(b->data);
    free(b);
}

static void pktbuf_get(struct pktbuf *b)
{
    atomic_fetch_add_explicit(&b->refs, 1, memory_order_relaxed);
}

static void pktbuf_put(struct pktbuf *b)
{
    atomic_fetch_sub(&b->refs, 1);
    if (atomic_load(&b->refs) == 0)
        pktbuf_free(b); // EXPECT: split-atomic
}

static void pktbuf_put_last(struct pktbuf *b)
{
    if (atomic_fetch_sub_explicit(&b->refs, 1, memory_order_acq_rel) == 1)
        pktbuf_free(b);
}

static void note_size(struct capture *c, size_t n)
{
    size_t seen = atomic_load_explicit(&c->largest, memory_order_relaxed);
    if (n > seen)
        atomic_store_explicit(&c->largest, n, memory_order_relaxed); // EXPECT: split-atomic
}

static void widen_batch(struct capture *c)
{
    if (c->batch < 512)
        c->batch = c->batch * 2; // EXPECT: split-atomic
}

static bool start_drain(struct capture *c)
{
    bool expect = false;
    return atomic_compare_exchange_strong(&c->draining, &expect, true);
}

static int capture_thread(void *arg)
{
    struct capture *c = arg;
    while (!atomic_load(&c->draining)) {
        struct pktbuf *b = pktbuf_new(2048);
        if (!b) {
            start_drain(c);
            return 1;
        }
        uint64_t n = c->seq++;
        memcpy(b->data, &n, sizeof n);
        b->len = sizeof n;
        note_size(c, b->len);
        if (n % 1024 == 1023)
            widen_batch(c);

        pktbuf_get(b);
        mtx_lock(&c->ring_lock);
        struct pktbuf *old = c->ring[c->head % 64];
        c->ring[c->head++ % 64] = b;
        mtx_unlock(&c->ring_lock);
        if (old)
            pktbuf_put(old);
        pktbuf_put_last(b);
    }
    return 0;
}

int main(void)
{
    static struct capture cap;
    thrd_t t[4];
    atomic_init(&cap.batch, 16);
    if (mtx_init(&cap.ring_lock, mtx_plain) != thrd_success)
        return 1;
    int n = 0;
    while (n < 4 && thrd_create(&t[n], capture_thread, &cap) == thrd_success)
        n++;
    thrd_sleep(&(struct timespec){.tv_sec = 1}, NULL);
    start_drain(&cap);
    while (n-- > 0)
        thrd_join(t[n], NULL);
    mtx_destroy(&cap.ring_lock);
    return 0;
}
