// RUN: %tocsin %s
// STD: gnu17
/* gw_port.c - serial port state of the field bus gateway */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct gw_port {
    int fd;
    pthread_t rx_thread;
    pthread_t tx_thread;

    pthread_mutex_t state_lock;
    pthread_mutex_t tx_lock;
    pthread_cond_t tx_ready;

    unsigned int link_up : 1;
    unsigned int parity_error : 1;
    unsigned int framing_error : 1;
    unsigned int tx_stalled : 1;
    unsigned int shutdown : 1;

    uint8_t txbuf[512];
    size_t txlen;
    unsigned long tx_bytes;
};

static void port_set_link(struct gw_port *p, int up)
{
    pthread_mutex_lock(&p->state_lock);
    p->link_up = up ? 1 : 0;
    if (!up)
        p->framing_error = 0;
    pthread_mutex_unlock(&p->state_lock);
}

static void port_rx_error(struct gw_port *p, int framing)
{
    pthread_mutex_lock(&p->state_lock);
    if (framing)
        p->framing_error = 1;
    else
        p->parity_error = 1;
    pthread_mutex_unlock(&p->state_lock);
}

static int port_stopping(struct gw_port *p)
{
    int s;
    pthread_mutex_lock(&p->state_lock);
    s = p->shutdown;
    pthread_mutex_unlock(&p->state_lock);
    return s;
}

static void *port_rx(void *arg)
{
    struct gw_port *p = arg;
    struct pollfd pfd = { .fd = p->fd, .events = POLLIN };
    uint8_t buf[128];

    while (!port_stopping(p)) {
        if (poll(&pfd, 1, 200) <= 0)
            continue;
        ssize_t n = read(p->fd, buf, sizeof(buf));
        port_set_link(p, n > 0);
        if (n > 1 && buf[0] == 0xff)
            port_rx_error(p, buf[1] == 0);
    }
    return NULL;
}

static void *port_tx(void *arg)
{
    struct gw_port *p = arg;

    while (!port_stopping(p)) {
        pthread_mutex_lock(&p->tx_lock);
        while (p->txlen == 0)
            pthread_cond_wait(&p->tx_ready, &p->tx_lock);
        ssize_t n = write(p->fd, p->txbuf, p->txlen);
        if (n < 0) {
            p->tx_stalled = 1; // EXPECT: lost-update
        } else {
            memmove(p->txbuf, p->txbuf + n, p->txlen - (size_t)n);
            p->txlen -= (size_t)n;
            p->tx_bytes += (unsigned long)n;
        }
        pthread_mutex_unlock(&p->tx_lock);
    }
    return NULL;
}

int gw_port_send(struct gw_port *p, const void *data, size_t len)
{
    int rc = 0;
    pthread_mutex_lock(&p->tx_lock);
    if (len > sizeof(p->txbuf) - p->txlen) {
        rc = -ENOBUFS;
    } else {
        memcpy(p->txbuf + p->txlen, data, len);
        p->txlen += len;
        pthread_cond_signal(&p->tx_ready);
    }
    pthread_mutex_unlock(&p->tx_lock);
    return rc;
}

int gw_port_start(struct gw_port *p, int fd)
{
    memset(p, 0, sizeof(*p));
    p->fd = fd;
    pthread_mutex_init(&p->state_lock, NULL);
    pthread_mutex_init(&p->tx_lock, NULL);
    pthread_cond_init(&p->tx_ready, NULL);
    p->link_up = 1;
    if (pthread_create(&p->rx_thread, NULL, port_rx, p))
        return -errno;
    if (pthread_create(&p->tx_thread, NULL, port_tx, p))
        return -errno;
    return 0;
}

void gw_port_stop(struct gw_port *p)
{
    pthread_mutex_lock(&p->state_lock);
    p->shutdown = 1;
    pthread_mutex_unlock(&p->state_lock);
}
