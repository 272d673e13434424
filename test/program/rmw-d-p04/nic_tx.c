// STD: gnu17
#include "nic.h"

/* May be entered from several CPUs: the stack does not serialise us (LLTX). */
int nic_tx_reserve(struct nic *nic)
{
    struct nic_queue *q = &nic->txq;
    int used;

    if (!test_bit(NIC_F_UP, &nic->flags))
        return -EBUSY;
    used = atomic_read(&q->inflight);
    if (used >= q->depth)
        return -ENOSPC;
    atomic_set(&q->inflight, used + 1); // EXPECT: split-atomic
    return 0;
}

void nic_tx_done(struct nic *nic, int n)
{
    int i;

    for (i = 0; i < n; i++)
        atomic_dec(&nic->txq.inflight);
    spin_lock_bh(&nic->stats_lock);
    nic->stats.tx_packets += n;
    spin_unlock_bh(&nic->stats_lock);
}

void nic_link_stalled(struct nic *nic)
{
    if (test_and_set_bit(NIC_F_STALLED, &nic->flags))
        return;
    writel(1, nic->regs + 0x40);
}

/* From the watchdog, the error interrupt and ethtool. */
void nic_kick_reset(struct nic *nic)
{
    if (test_bit(NIC_F_RESETTING, &nic->flags))
        return;
    set_bit(NIC_F_RESETTING, &nic->flags); // EXPECT-MISS: split-atomic
    writel(0, nic->regs + 0x10);
    schedule_work(&nic->reset_work);
}
