// RUN: %tocsin %s
// STD: gnu17
/* Switch port state. Control events and the transmit path run on own threads. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PORT_ADMIN_UP   0x0001u
#define PORT_LINK_UP    0x0002u
#define PORT_PROMISC    0x0004u
#define PORT_TX_STALLED 0x0010u
#define PORT_TX_RESUME  0x0020u

struct port {
    pthread_mutex_t state_lock;
    uint32_t flags;
    unsigned link_changes;

    pthread_mutex_t tx_lock;
    unsigned tx_queued;
    unsigned tx_limit;
    unsigned stalls;
};

struct device {
    unsigned nports;
    struct port ports[8];
};

static void port_init(struct port *p)
{
    memset(p, 0, sizeof *p);
    pthread_mutex_init(&p->state_lock, NULL);
    pthread_mutex_init(&p->tx_lock, NULL);
    p->tx_limit = 48;
    p->flags |= PORT_ADMIN_UP;
}

static void port_set_link(struct port *p, int up)
{
    pthread_mutex_lock(&p->state_lock);
    uint32_t before = p->flags;
    if (up)
        p->flags |= PORT_LINK_UP;
    else
        p->flags &= ~PORT_LINK_UP;
    if (before != p->flags)
        p->link_changes++;
    pthread_mutex_unlock(&p->state_lock);
}

static void port_set_promisc(struct port *p, int on)
{
    pthread_mutex_lock(&p->state_lock);
    p->flags = on ? p->flags | PORT_PROMISC : p->flags & ~PORT_PROMISC;
    pthread_mutex_unlock(&p->state_lock);
}

static uint32_t port_flags(struct port *p)
{
    pthread_mutex_lock(&p->state_lock);
    uint32_t f = p->flags;
    pthread_mutex_unlock(&p->state_lock);
    return f;
}

static int port_enqueue(struct port *p, unsigned n)
{
    int rc = 0;

    pthread_mutex_lock(&p->tx_lock);
    if (p->tx_queued + n > p->tx_limit) {
        p->stalls++;
        p->flags |= PORT_TX_STALLED; // EXPECT: lost-update
        rc = -1;
    } else {
        p->tx_queued += n;
    }
    pthread_mutex_unlock(&p->tx_lock);
    return rc;
}

static void port_complete(struct port *p, unsigned n)
{
    pthread_mutex_lock(&p->tx_lock);
    p->tx_queued -= n < p->tx_queued ? n : p->tx_queued;
    if (p->tx_queued < p->tx_limit / 2) {
        pthread_mutex_lock(&p->state_lock);
        if (p->flags & PORT_TX_STALLED) {
            p->flags &= ~PORT_TX_STALLED;
            p->flags |= PORT_TX_RESUME;
        }
        pthread_mutex_unlock(&p->state_lock);
    }
    pthread_mutex_unlock(&p->tx_lock);
}

static void *tx_main(void *arg)
{
    struct device *d = arg;

    for (int i = 0; i < 200000; i++) {
        struct port *p = &d->ports[i % d->nports];

        if (!(port_flags(p) & PORT_LINK_UP))
            continue;
        if (port_enqueue(p, 1 + i % 5) < 0) // EXPECT-NOISE: check-then-act
            port_complete(p, 24);
    }
    return NULL;
}

static void *control_main(void *arg)
{
    struct device *d = arg;

    for (int i = 0; i < 20000; i++) {
        struct port *p = &d->ports[i % d->nports];

        port_set_link(p, i % 97 != 0);
        port_set_promisc(p, i % 11 == 0);
    }
    return NULL;
}

int main(void)
{
    static struct device dev;
    pthread_t tx, ctl;

    dev.nports = 4;
    for (unsigned i = 0; i < dev.nports; i++)
        port_init(&dev.ports[i]);
    if (pthread_create(&ctl, NULL, control_main, &dev) || pthread_create(&tx, NULL, tx_main, &dev))
        abort();
    pthread_join(ctl, NULL);
    pthread_join(tx, NULL);
    for (unsigned i = 0; i < dev.nports; i++)
        printf("port %u flags %#x changes %u stalls %u\n", i, dev.ports[i].flags,
               dev.ports[i].link_changes, dev.ports[i].stalls);
    return 0;
}
