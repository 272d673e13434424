// RUN: %tocsin %s
// STD: gnu17
/* Transmit path of a user-space NIC driver: one queue, several sender threads. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TXQ_SLOTS 256u
#define TXQ_MASK  (TXQ_SLOTS - 1u)

struct tx_desc {
    uint64_t iova;
    uint32_t len;
    uint32_t flags;
};

struct txq {
    pthread_mutex_t lock;
    struct tx_desc  desc[TXQ_SLOTS];
    uint32_t        head;
    uint32_t        tail;
    uint32_t        inflight;      /* bytes handed to the device */
    uint32_t        inflight_max;
    bool            stopped;
};

struct sender_arg {
    struct txq *q;
    size_t      frame;
    bool        bounce;
};

static uint64_t iommu_map(const void *buf, size_t len)
{
    if (len == 0 || len > 65536)
        return 0;
    return (uint64_t)(uintptr_t)buf;
}

/* Caller holds q->lock. */
static bool txq_full(const struct txq *q)
{
    return q->head - q->tail >= TXQ_SLOTS;
}

/* Caller holds q->lock. */
static void txq_push(struct txq *q, uint64_t iova, uint32_t len, uint32_t flags)
{
    struct tx_desc *d = &q->desc[q->head & TXQ_MASK];

    d->iova = iova;
    d->len = len;
    d->flags = flags;
    q->head++;
}

static int txq_send_bounce(struct txq *q, const void *frame, uint32_t len)
{
    uint64_t iova = iommu_map(frame, len);
    int rc = 0;

    if (!iova)
        return -ENOMEM;

    pthread_mutex_lock(&q->lock);
    if (q->stopped) {
        rc = -ENODEV;
        goto out;
    }
    if (txq_full(q) || q->inflight + len > q->inflight_max) {
        rc = -EAGAIN;
        goto out;
    }
    txq_push(q, iova, len, 0);
    q->inflight += len;
out:
    pthread_mutex_unlock(&q->lock);
    return rc;
}

static int txq_send_zerocopy(struct txq *q, const void *frame, uint32_t len)
{
    uint32_t used;
    uint64_t iova;

    pthread_mutex_lock(&q->lock);
    used = q->inflight;
    if (q->stopped || used + len > q->inflight_max) {
        pthread_mutex_unlock(&q->lock);
        return -EAGAIN;
    }
    pthread_mutex_unlock(&q->lock);

    /* Mapping may fault pages in. */
    iova = iommu_map(frame, len);
    if (!iova)
        return -ENOMEM;

    pthread_mutex_lock(&q->lock);
    if (q->stopped || txq_full(q)) {
        pthread_mutex_unlock(&q->lock);
        return -EAGAIN;
    }
    txq_push(q, iova, len, 1);
    q->inflight = used + len; // EXPECT: lost-update
    pthread_mutex_unlock(&q->lock);
    return 0;
}

static void *reaper_main(void *opaque)
{
    struct txq *q = opaque;

    for (;;) {
        pthread_mutex_lock(&q->lock);
        while (q->tail != q->head) {
            q->inflight -= q->desc[q->tail & TXQ_MASK].len;
            q->tail++;
        }
        if (q->stopped) {
            pthread_mutex_unlock(&q->lock);
            return NULL;
        }
        pthread_mutex_unlock(&q->lock);
        usleep(50);
    }
}

static void *sender_main(void *opaque)
{
    struct sender_arg *a = opaque;
    unsigned char *frame = calloc(1, a->frame);
    int i;

    if (!frame)
        return NULL;
    for (i = 0; i < 10000; i++) {
        if (a->bounce)
            txq_send_bounce(a->q, frame, (uint32_t)a->frame);
        else
            txq_send_zerocopy(a->q, frame, (uint32_t)a->frame);
    }
    free(frame);
    return NULL;
}

int main(void)
{
    static struct txq q;
    struct sender_arg args[4];
    pthread_t tid[4], reaper;
    int i;

    pthread_mutex_init(&q.lock, NULL);
    q.inflight_max = 1u << 20;
    if (pthread_create(&reaper, NULL, reaper_main, &q) != 0)
        return 1;
    for (i = 0; i < 4; i++) {
        args[i] = (struct sender_arg){ .q = &q, .frame = 1500, .bounce = i & 1 };
        if (pthread_create(&tid[i], NULL, sender_main, &args[i]) != 0)
            abort();
    }
    for (i = 0; i < 4; i++)
        pthread_join(tid[i], NULL);
    pthread_mutex_lock(&q.lock);
    q.stopped = true;
    pthread_mutex_unlock(&q.lock);
    pthread_join(reaper, NULL);
    return 0;
}
