// STD: gnu17
#include "nic.h"

int nic_xmit(struct nic *n, u32 frags)
{
    unsigned long flags;
    int left;

    left = atomic_read(&n->credits);
    if (left < (int)frags)
        return -EBUSY;
    atomic_set(&n->credits, left - (int)frags); // EXPECT: split-atomic

    spin_lock_irqsave(&n->tx_lock, flags);
    if (n->tx_inflight + frags > RING) {
        spin_unlock_irqrestore(&n->tx_lock, flags);
        return -ENOSPC;
    }
    n->tx_inflight += frags;
    n->tx_head = (n->tx_head + frags) % RING;
    n->regs[4] = n->tx_head;
    spin_unlock_irqrestore(&n->tx_lock, flags);
    return 0;
}

void nic_tx_reap(struct nic *n, u32 done)
{
    unsigned long flags;

    spin_lock_irqsave(&n->tx_lock, flags);
    if (done > n->tx_inflight)
        done = n->tx_inflight;
    n->tx_inflight -= done;
    spin_unlock_irqrestore(&n->tx_lock, flags);
}
