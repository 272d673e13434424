// RUN: %tocsin %s
// STD: gnu17
/* rudp: retransmission queue of a telemetry link (single poll loop) */
#include <sys/socket.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_TRIES 8
#define WINDOW_MS 1000
#define WINDOW_PKTS 200

typedef struct pkt {
    struct pkt *next;
    uint32_t seq;
    uint32_t sent_ms;
    unsigned tries;
    size_t len;
    unsigned char data[512];
} pkt_t;

typedef struct link {
    int fd;
    pkt_t *head, **tail;
    uint32_t next_seq;
    uint32_t rto_ms;
    uint32_t win_start;
    unsigned win_count;
    int failed;
} link_t;

static uint32_t now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint32_t)((uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u);
}

static int seq_before(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) < 0;
}

static int window_open(link_t *l)
{
    uint32_t now = now_ms();
    if ((int32_t)(now - l->win_start) >= WINDOW_MS) {
        l->win_start = now;
        l->win_count = 0;
    }
    return l->win_count++ < WINDOW_PKTS;
}

static int link_send(link_t *l, const void *buf, size_t len)
{
    pkt_t *p;
    if (len > sizeof p->data || !window_open(l))
        return -1;
    if (!(p = calloc(1, sizeof *p)))
        return -1;
    p->seq = l->next_seq++;
    p->len = len;
    memcpy(p->data, buf, len);
    p->sent_ms = now_ms();
    *l->tail = p;
    l->tail = &p->next;
    return send(l->fd, p->data, p->len, 0) < 0 ? -1 : 0;
}

static void link_acked(link_t *l, uint32_t upto)
{
    while (l->head && seq_before(l->head->seq, upto)) {
        pkt_t *p = l->head;
        l->head = p->next;
        if (!l->head)
            l->tail = &l->head;
        free(p);
    }
}

static void link_timers(link_t *l)
{
    uint32_t now = now_ms();
    pkt_t *p;
    for (p = l->head; p; p = p->next) {
        int32_t waited = (int32_t)(now - p->sent_ms);
        if (waited < (int32_t)(l->rto_ms << (p->tries > 4 ? 4 : p->tries)))
            continue;
        if (++p->tries > MAX_TRIES) {
            l->failed = 1;
            return;
        }
        p->sent_ms = now;
        if (send(l->fd, p->data, p->len, 0) < 0)
            perror("send");
    }
}

static void link_close(link_t *l)
{
    pkt_t *p;
    while ((p = l->head) != NULL) {
        l->head = p->next;
        free(p);
    }
    close(l->fd);
}

int main(void)
{
    int sv[2];
    link_t l;
    memset(&l, 0, sizeof l);
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, sv) < 0)
        return 1;
    l.fd = sv[0];
    l.tail = &l.head;
    l.rto_ms = 250;
    l.win_start = now_ms();
    while (!l.failed) {
        struct pollfd pfd = { l.fd, POLLIN, 0 };
        uint32_t ack;
        link_send(&l, "t=21.5", 6);
        if (poll(&pfd, 1, 50) > 0 && recv(l.fd, &ack, sizeof ack, 0) == sizeof ack)
            link_acked(&l, ack);
        link_timers(&l);
    }
    link_close(&l);
    close(sv[1]);
    return 0;
}
