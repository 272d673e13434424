// STD: gnu17
#include "nicring.h"
#include <stdio.h>
#include <unistd.h>

extern void stack_input(const struct rx_desc *d, int n);

static void *irq_main(void *arg)
{
    struct nic_dev *d = arg;
    struct rx_desc batch[RING_SLOTS];
    uint32_t icount;

    while (read(d->uio_fd, &icount, sizeof icount) == (ssize_t)sizeof icount) {
        int n = ring_reap(&d->rx, batch);
        if (n > 0)
            stack_input(batch, n);
    }
    return NULL;
}

int nic_start(struct nic_dev *d)
{
    return pthread_create(&d->irq_thread, NULL, irq_main, d);
}

/* Called from the control thread when descriptors time out in hardware. */
void nic_watchdog(struct nic_dev *d, uint32_t lost)
{
    if (lost == 0)
        return;
    fprintf(stderr, "nic: %u descriptors lost, resync\n", lost);
    ring_return_credits(&d->rx, lost); // EXPECT: lost-update
}
