#ifndef GATEWAY_H
#define GATEWAY_H
#include <pthread.h>
#include <signal.h>

#define RING 256

struct ring {
    pthread_mutex_t mu;
    pthread_cond_t nonempty;
    int items[RING];
    unsigned head, len;
    unsigned long overflow;
    int closed;
};

/* irq.c */
extern volatile sig_atomic_t samples_pending;
void irq_install(void);
void irq_block(sigset_t *old);
void irq_restore(const sigset_t *old);

/* uplink.c */
void ring_put(struct ring *r, int v);
void ring_close(struct ring *r);
void *uplink_main(void *arg);

#endif
