#ifndef NIC_H
#define NIC_H
#include "kapi.h"

#define RING 256

struct nic {
    spinlock_t tx_lock;       /* transmit ring */
    spinlock_t rx_lock;       /* receive ring */
    u32 tx_head;
    u32 tx_inflight;          /* descriptors owned by hardware */
    u32 rx_tail;
    u32 rx_filled;
    atomic_t credits;         /* granted by the peer */
    atomic_t users;
    struct work_struct refill;
    volatile u32 *regs;
};

int nic_probe(struct nic *n, unsigned int irq, volatile u32 *regs);
int nic_xmit(struct nic *n, u32 frags);
void nic_tx_reap(struct nic *n, u32 done);
void nic_refill(struct work_struct *w);
irqreturn_t nic_irq(int irq, void *dev);

#endif
