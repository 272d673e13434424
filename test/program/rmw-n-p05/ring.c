// STD: gnu17
#include "nicring.h"
#include <errno.h>
#include <string.h>

void ring_init(struct nic_ring *r, volatile uint32_t *db)
{
    memset(r, 0, sizeof *r);
    pthread_spin_init(&r->lock, PTHREAD_PROCESS_PRIVATE);
    r->doorbell = db;
    r->credits = RING_SLOTS;
}

void ring_return_credits(struct nic_ring *r, uint32_t n)
{
    r->credits += n;
}

int ring_post(struct nic_ring *r, uint64_t addr, uint16_t len)
{
    int rc = 0;
    pthread_spin_lock(&r->lock);
    if (r->credits == 0) {
        r->stalls++;
        rc = -EAGAIN;
    } else {
        struct rx_desc *d = &r->desc[r->head % RING_SLOTS];
        d->addr = addr;
        d->len = len;
        d->flags = 0;
        r->head++;
        r->credits--;
        *r->doorbell = r->head;
    }
    pthread_spin_unlock(&r->lock);
    return rc;
}

int ring_reap(struct nic_ring *r, struct rx_desc *out)
{
    int n = 0;
    pthread_spin_lock(&r->lock);
    while (r->tail != r->head && (r->desc[r->tail % RING_SLOTS].flags & 1u)) {
        *out++ = r->desc[r->tail % RING_SLOTS];
        r->tail++;
        n++;
    }
    if (n)
        ring_return_credits(r, (uint32_t)n);
    pthread_spin_unlock(&r->lock);
    return n;
}
