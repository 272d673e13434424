// RUN: %tocsin %s
// STD: gnu17
/* Serial link driver of a field gateway: receive and transmit threads share one port. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define HOLD(m) pthread_mutex_lock(&(m))
#define DROP(m) pthread_mutex_unlock(&(m))

#define LINK_RX_BUSY 0x1u
#define LINK_TX_BUSY 0x2u
#define LINK_ERROR   0x4u

struct link {
    pthread_mutex_t rx_mu;
    pthread_mutex_t tx_mu;
    unsigned flags;
    char ring[256];
    unsigned head, fill;
    unsigned long rx_bytes;
    unsigned long overruns;
    unsigned long tx_frames;
};

static struct link port = {
    .rx_mu = PTHREAD_MUTEX_INITIALIZER,
    .tx_mu = PTHREAD_MUTEX_INITIALIZER,
};

static int link_push(struct link *l, const char *data, unsigned len)
{
    int rc = 0;

    if (pthread_mutex_trylock(&l->rx_mu) != 0) {
        l->overruns++; // EXPECT: lost-update
        return -1;
    }
    l->flags |= LINK_RX_BUSY;
    if (l->fill + len > sizeof l->ring) {
        l->overruns++;
        l->flags |= LINK_ERROR;
        rc = -1;
        goto out;
    }
    for (unsigned i = 0; i < len; i++)
        l->ring[(l->head + l->fill + i) % sizeof l->ring] = data[i];
    l->fill += len;
    l->rx_bytes += len;
out:
    l->flags &= ~LINK_RX_BUSY;
    DROP(l->rx_mu);
    return rc;
}

static unsigned link_pull(struct link *l, char *buf, unsigned max)
{
    unsigned n = 0;

    HOLD(l->rx_mu);
    while (n < max && l->fill > 0) {
        buf[n++] = l->ring[l->head];
        l->head = (l->head + 1) % sizeof l->ring;
        l->fill--;
    }
    l->flags &= ~LINK_ERROR;
    DROP(l->rx_mu);
    return n;
}

static void link_send(struct link *l, const char *buf, unsigned n)
{
    if (n == 0)
        return;
    HOLD(l->tx_mu);
    l->flags ^= LINK_TX_BUSY; // EXPECT: lost-update
    l->tx_frames += buf[0] != 0;
    DROP(l->tx_mu);
}

static void *rx_main(void *arg)
{
    struct link *l = arg;
    char frame[16];
    memset(frame, 'x', sizeof frame);
    for (int i = 0; i < 1000; i++)
        link_push(l, frame, 1 + i % 16);
    return NULL;
}

static void *tx_main(void *arg)
{
    struct link *l = arg;
    char buf[64];
    for (int i = 0; i < 1000; i++)
        link_send(l, buf, link_pull(l, buf, sizeof buf));
    return NULL;
}

int main(void)
{
    pthread_t rx[2], tx;
    pthread_create(&rx[0], NULL, rx_main, &port);
    pthread_create(&rx[1], NULL, rx_main, &port);
    pthread_create(&tx, NULL, tx_main, &port);
    pthread_join(rx[0], NULL);
    pthread_join(rx[1], NULL);
    pthread_join(tx, NULL);
    printf("rx %lu over %lu tx %lu\n", port.rx_bytes, port.overruns, port.tx_frames);
    return 0;
}
