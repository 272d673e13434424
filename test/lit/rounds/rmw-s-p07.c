// RUN: %tocsin %s
// STD: gnu17
/* Congestion state and transmit ring of the datagram transport. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

#define RING_SIZE 1024u
#define CWND_MIN 4u
#define CWND_MAX 4096u

struct packet {
    uint32_t stream;
    uint32_t len;
};

struct transport {
    _Atomic uint32_t cwnd;
    atomic_ullong inflight;
    atomic_ullong acked;
    atomic_size_t head;
    atomic_size_t tail;
    struct packet *ring[RING_SIZE];
    mtx_t ctl_mu;
    struct packet *ctl[RING_SIZE];
    size_t ctl_head, ctl_tail;
};

static struct transport tr;
static atomic_bool stopping;

static void on_loss(struct transport *t)
{
    t->cwnd = t->cwnd / 2 < CWND_MIN ? CWND_MIN : t->cwnd / 2; // EXPECT: split-atomic
}

static void on_ack(struct transport *t, uint32_t bytes)
{
    t->acked += bytes;
    uint32_t cur = atomic_load(&t->cwnd);
    while (cur < CWND_MAX && !atomic_compare_exchange_weak(&t->cwnd, &cur, cur + 1))
        ;
}

static void inflight_add(struct transport *t, uint32_t bytes)
{
    unsigned long long seen = atomic_load_explicit(&t->inflight, memory_order_relaxed);
    const unsigned long long total = seen + bytes;
    while (!atomic_compare_exchange_weak(&t->inflight, &seen, total)) // EXPECT-MISS: lost-update // EXPECT-NOISE: unchecked-version
        thrd_yield();
}

static void inflight_sub(struct transport *t, uint32_t bytes)
{
    unsigned long long seen = atomic_load_explicit(&t->inflight, memory_order_relaxed), left;
    do
        left = seen > bytes ? seen - bytes : 0;
    while (!atomic_compare_exchange_weak(&t->inflight, &seen, left));
}

/* Every stream thread queues its packets here. */
static bool ring_push(struct transport *t, struct packet *p)
{
    size_t head = atomic_load_explicit(&t->head, memory_order_relaxed);
    if (head - atomic_load_explicit(&t->tail, memory_order_acquire) == RING_SIZE)
        return false;
    t->ring[head % RING_SIZE] = p;
    atomic_store_explicit(&t->head, head + 1, memory_order_release); // EXPECT: split-atomic
    return true;
}

/* Only the pacer takes packets out. */
static struct packet *ring_pop(struct transport *t)
{
    size_t tail = atomic_load_explicit(&t->tail, memory_order_relaxed);
    if (tail == atomic_load_explicit(&t->head, memory_order_acquire))
        return NULL;
    struct packet *p = t->ring[tail % RING_SIZE];
    atomic_store_explicit(&t->tail, tail + 1, memory_order_release);
    return p;
}

static bool ctl_push(struct transport *t, struct packet *p)
{
    bool ok = false;
    mtx_lock(&t->ctl_mu);
    if (t->ctl_head - t->ctl_tail < RING_SIZE) {
        t->ctl[t->ctl_head++ % RING_SIZE] = p;
        ok = true;
    }
    mtx_unlock(&t->ctl_mu);
    return ok;
}

static int stream_main(void *arg)
{
    uint32_t id = (uint32_t)(uintptr_t)arg;
    for (unsigned i = 0; i < 5000; i++) {
        struct packet *p = malloc(sizeof *p);
        if (!p)
            return thrd_nomem;
        *p = (struct packet){.stream = id, .len = 1200};
        inflight_add(&tr, p->len);
        if (!(i % 100 == 0 ? ctl_push(&tr, p) : ring_push(&tr, p))) {
            inflight_sub(&tr, 1200);
            on_loss(&tr);
            free(p);
        }
    }
    return thrd_success;
}

static int pacer_main(void *arg)
{
    (void)arg;
    while (!atomic_load(&stopping)) {
        struct packet *p = ring_pop(&tr);
        if (!p) {
            thrd_yield();
            continue;
        }
        inflight_sub(&tr, p->len);
        on_ack(&tr, p->len);
        free(p);
    }
    return thrd_success;
}

int main(void)
{
    thrd_t streams[4], pacer;
    atomic_init(&tr.cwnd, 10);
    if (mtx_init(&tr.ctl_mu, mtx_plain) != thrd_success)
        return 1;
    thrd_create(&pacer, pacer_main, NULL);
    for (uintptr_t i = 0; i < 4; i++)
        thrd_create(&streams[i], stream_main, (void *)i);
    for (int i = 0; i < 4; i++)
        thrd_join(streams[i], NULL);
    atomic_store(&stopping, true);
    thrd_join(pacer, NULL);
    printf("acked %llu cwnd %u\n", (unsigned long long)tr.acked, (unsigned)tr.cwnd);
    return 0;
}
