// STD: gnu17
#include "nic.h"

#define ISR_RX   (1u << 0)
#define ISR_TX   (1u << 1)
#define ISR_ERR  (1u << 2)
#define ISR_OVFL (1u << 3)

static void nic_rx_poll(struct nic *nic)
{
    unsigned int good = readl(nic->regs + 0x100);
    unsigned int bad = readl(nic->regs + 0x104);

    spin_lock(&nic->stats_lock);
    nic->stats.rx_packets += good;
    nic->stats.rx_dropped += bad;
    spin_unlock(&nic->stats_lock);
}

static void nic_rx_overflow(struct nic *nic)
{
    unsigned int lost = readl(nic->regs + 0x108);

    if (!lost)
        return;
    nic->stats.rx_dropped += lost; // EXPECT: lost-update
    writel(0, nic->regs + 0x108);
}

static irqreturn_t nic_isr(int irq, void *dev)
{
    struct nic *nic = dev;
    unsigned int cause = readl(nic->regs + 0x08);

    (void)irq;
    if (!cause)
        return IRQ_NONE;
    if (cause & ISR_RX)
        nic_rx_poll(nic);
    if (cause & ISR_OVFL)
        nic_rx_overflow(nic);
    if (cause & ISR_TX)
        nic_tx_done(nic, (int)readl(nic->regs + 0x110));
    if (cause & ISR_ERR)
        nic_kick_reset(nic);
    writel(cause, nic->regs + 0x08);
    return IRQ_HANDLED;
}

void nic_get_stats(struct nic *nic, struct nic_stats *out)
{
    spin_lock_bh(&nic->stats_lock);
    *out = nic->stats;
    spin_unlock_bh(&nic->stats_lock);
}

int nic_attach_irq(struct nic *nic, unsigned int irq)
{
    int rc;

    if (atomic_inc_return(&nic->users) > 1)
        return 0;
    rc = request_irq(irq, nic_isr, 0, "nic-misc", nic);
    if (!rc)
        rc = request_irq(irq + 1, nic_isr, 0, "nic-rx", nic);
    if (rc)
        atomic_dec(&nic->users);
    return rc;
}
