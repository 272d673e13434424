// STD: gnu17
#include "nic.h"

static u32 nic_grant(struct nic *n, u32 grant)
{
    int old = atomic_read(&n->credits), seen;

    for (;;) {
        seen = atomic_cmpxchg(&n->credits, old, old + (int)grant);
        if (seen == old)
            return grant;
        old = seen;
    }
}

irqreturn_t nic_irq(int irq, void *dev)
{
    struct nic *n = dev;
    u32 status = n->regs[0];

    (void)irq;
    if (!status)
        return IRQ_NONE;
    if (status & 0x1)
        nic_tx_reap(n, n->regs[1]);
    if (status & 0x2)
        nic_grant(n, n->regs[2]);
    if (status & 0x4) {
        spin_lock(&n->rx_lock);
        n->rx_filled--;
        n->rx_tail = (n->rx_tail + 1) % RING;
        if (status & 0x10)
            n->tx_inflight -= 1; // EXPECT: lost-update
        spin_unlock(&n->rx_lock);
        schedule_work(&n->refill);
    }
    n->regs[0] = status;
    return IRQ_HANDLED;
}

void nic_refill(struct work_struct *w)
{
    struct nic *n = container_of(w, struct nic, refill);
    unsigned long flags;

    spin_lock_irqsave(&n->rx_lock, flags);
    while (n->rx_filled < RING)
        n->rx_filled++;
    spin_unlock_irqrestore(&n->rx_lock, flags);
}
