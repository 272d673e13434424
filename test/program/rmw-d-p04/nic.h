#ifndef NIC_H
#define NIC_H
#include "compat.h"

#define NIC_F_UP        0
#define NIC_F_RESETTING 1
#define NIC_F_STALLED   2

struct nic_stats {
    unsigned long rx_packets;
    unsigned long rx_dropped;
    unsigned long tx_packets;
};

struct nic_queue {
    atomic_t inflight;
    int depth;
};

struct nic {
    volatile char *regs;
    unsigned long flags;
    struct nic_queue txq;
    spinlock_t stats_lock;
    struct nic_stats stats;
    struct work_struct reset_work;
    atomic_t users;
};

int nic_tx_reserve(struct nic *nic);
void nic_tx_done(struct nic *nic, int n);
void nic_kick_reset(struct nic *nic);
void nic_link_stalled(struct nic *nic);
int nic_attach_irq(struct nic *nic, unsigned int irq);
#endif
