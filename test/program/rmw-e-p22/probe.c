// STD: gnu17
#include "nic.h"

int nic_probe(struct nic *n, unsigned int irq, volatile u32 *regs)
{
    spin_lock_init(&n->tx_lock);
    spin_lock_init(&n->rx_lock);
    n->regs = regs;
    n->tx_head = 0;
    n->tx_inflight = 0;
    n->rx_filled = 0;
    atomic_set(&n->credits, 64);
    atomic_set(&n->users, 1);
    if (atomic_read(&n->credits) < 128)
        atomic_set(&n->credits, atomic_read(&n->credits) * 2);
    INIT_WORK(&n->refill, nic_refill);
    return request_irq(irq, nic_irq, 0, "nic0", n);
}
