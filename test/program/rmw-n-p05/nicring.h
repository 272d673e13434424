#ifndef NICRING_H
#define NICRING_H
#include <pthread.h>
#include <stdint.h>

#define RING_SLOTS 256u

struct rx_desc { uint64_t addr; uint16_t len; uint16_t flags; };

struct nic_ring {
    volatile uint32_t *doorbell;
    pthread_spinlock_t lock;
    struct rx_desc desc[RING_SLOTS];
    uint32_t head, tail;
    uint32_t credits;
    uint64_t stalls;
};

struct nic_dev {
    struct nic_ring rx;
    int uio_fd;
    int stop;
    pthread_t irq_thread;
};

/* ring.c */
void ring_init(struct nic_ring *r, volatile uint32_t *db);
void ring_return_credits(struct nic_ring *r, uint32_t n);
int ring_post(struct nic_ring *r, uint64_t addr, uint16_t len);
int ring_reap(struct nic_ring *r, struct rx_desc *out);

/* irq.c */
int nic_start(struct nic_dev *d);
void nic_watchdog(struct nic_dev *d, uint32_t lost);
#endif
