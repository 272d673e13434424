// RUN: %tocsin %s
// STD: gnu17
/* modbus_poll.c - request/response over a serial gateway */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define RESP_TIMEOUT_MS 800
#define RECONNECT_SECS  20

struct gateway {
    int fd;
    char dev[64];
    unsigned char rx[260];
    size_t rxlen;
    time_t last_attempt;
    unsigned long timeouts;
};

static long tv_diff_ms(const struct timeval *a, const struct timeval *b)
{
    return (a->tv_sec - b->tv_sec) * 1000L + (a->tv_usec - b->tv_usec) / 1000L;
}

static uint16_t crc16(const unsigned char *p, size_t n)
{
    uint16_t crc = 0xffff;
    int k;

    while (n--) {
        crc ^= *p++;
        for (k = 0; k < 8; k++)
            crc = (crc & 1) ? (crc >> 1) ^ 0xa001 : crc >> 1;
    }
    return crc;
}

static void trace(const struct gateway *g, const char *what)
{
    char stamp[32];
    time_t t = time(NULL);
    struct tm tm;

    localtime_r(&t, &tm);
    strftime(stamp, sizeof stamp, "%F %T", &tm);
    fprintf(stderr, "%s %s: %s\n", stamp, g->dev, what);
}

static int gw_reconnect(struct gateway *g)
{
    time_t now = time(NULL);

    if (g->fd >= 0)
        return 0;
    if (g->last_attempt && now - g->last_attempt < RECONNECT_SECS) // EXPECT: wall-clock-interval
        return -EAGAIN;
    g->last_attempt = now;
    g->fd = open(g->dev, O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (g->fd < 0) {
        trace(g, strerror(errno));
        return -errno;
    }
    g->rxlen = 0;
    return 0;
}

static int gw_wait_response(struct gateway *g, size_t want)
{
    struct timeval start, now;
    struct pollfd pfd = { g->fd, POLLIN, 0 };

    gettimeofday(&start, NULL);
    g->rxlen = 0;
    while (g->rxlen < want) {
        ssize_t n;

        gettimeofday(&now, NULL);
        if (tv_diff_ms(&now, &start) >= RESP_TIMEOUT_MS) { // EXPECT: wall-clock-interval
            g->timeouts++;
            return -ETIMEDOUT;
        }
        if (poll(&pfd, 1, 50) < 0 && errno != EINTR)
            return -errno;
        n = read(g->fd, g->rx + g->rxlen, want - g->rxlen);
        if (n > 0)
            g->rxlen += (size_t)n;
        else if (n < 0 && errno != EAGAIN && errno != EINTR)
            return -errno;
    }
    return 0;
}

int gw_read_holding(struct gateway *g, uint8_t unit, uint16_t reg, uint16_t *val)
{
    unsigned char req[8] = { unit, 3, (unsigned char)(reg >> 8),
                             (unsigned char)reg, 0, 1, 0, 0 };
    uint16_t crc = crc16(req, 6);
    int rc;

    if ((rc = gw_reconnect(g)) < 0)
        return rc;
    req[6] = (unsigned char)crc;
    req[7] = (unsigned char)(crc >> 8);
    if (write(g->fd, req, sizeof req) != (ssize_t)sizeof req) {
        close(g->fd);
        g->fd = -1;
        return -EIO;
    }
    if ((rc = gw_wait_response(g, 7)) < 0) {
        trace(g, "no response");
        return rc;
    }
    if (crc16(g->rx, 7) != 0)
        return -EBADMSG;
    *val = (uint16_t)(g->rx[3] << 8 | g->rx[4]);
    return 0;
}
