#ifndef IFACE_H
#define IFACE_H
#include <pthread.h>
#include <stdint.h>

#define NIFACE 8

struct iface {
    pthread_mutex_t lock;
    char name[16];
    int oper_up;
    uint64_t rx_pkts;
    uint64_t tx_pkts;
    uint64_t flaps;
    uint64_t errors;
};

extern struct iface ifaces[NIFACE];
extern pthread_mutex_t poll_lock;
extern volatile int polls_pending;

void iface_rx(struct iface *i, unsigned n);
void iface_tx(struct iface *i, unsigned n);
void iface_link(struct iface *i, int up);
void iface_error(struct iface *i);
int poller_start(void);
void poller_kick(void);
#endif
