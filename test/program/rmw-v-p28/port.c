// STD: gnu17
#include "gateway.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

int port_init(struct port *p, int fd)
{
    memset(p, 0, sizeof *p);
    p->fd = fd;
    p->rx_open = 1;
    p->tx_open = 1;
    if (pthread_mutex_init(&p->rx_lock, NULL) || pthread_mutex_init(&p->tx_lock, NULL))
        return -ENOMEM;
    return 0;
}

void rx_set(struct port *p, int on)
{
    pthread_mutex_lock(&p->rx_lock);
    p->rx_open = on != 0; // EXPECT-MISS: lost-update
    pthread_mutex_unlock(&p->rx_lock);
}

void tx_set(struct port *p, int on)
{
    pthread_mutex_lock(&p->tx_lock);
    p->tx_open = on != 0;
    pthread_mutex_unlock(&p->tx_lock);
}

int rx_frame(struct port *p, uint8_t *buf, size_t cap)
{
    int rc = -EPIPE;
    pthread_mutex_lock(&p->rx_lock);
    if (!p->rx_open)
        goto out;
    ssize_t n = read(p->fd, buf, cap);
    if (n < 3) {
        rc = n < 0 ? -errno : -EBADMSG;
        goto out;
    }
    uint16_t got = (uint16_t)(buf[n - 2] << 8 | buf[n - 1]);
    if (frame_crc(buf, (size_t)n - 2) != got) {
        p->rx_bad++;
        rc = -EBADMSG;
        goto out;
    }
    p->rx_seq++;
    rc = (int)n - 2;
out:
    pthread_mutex_unlock(&p->rx_lock);
    return rc;
}

int tx_frame(struct port *p, const uint8_t *buf, size_t len)
{
    uint8_t out[260];
    if (len > 256)
        return -EMSGSIZE;
    uint16_t c = frame_crc(buf, len);
    memcpy(out, buf, len);
    out[len] = (uint8_t)(c >> 8);
    out[len + 1] = (uint8_t)c;

    pthread_mutex_lock(&p->tx_lock);
    int open = p->tx_open;
    ssize_t n = open ? write(p->fd, out, len + 2) : -1;
    if (n == (ssize_t)len + 2)
        p->tx_seq++;
    pthread_mutex_unlock(&p->tx_lock);
    return n < 0 ? (open ? -EIO : -EPIPE) : 0;
}
