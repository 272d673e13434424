// RUN: %tocsin %s
// STD: gnu17
/* rdp_send.c - send window of the reliable datagram transport.
 * Everything here runs on the link's own thread. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RDP_MAX_TRIES 8

struct rdp_pkt {
    struct rdp_pkt *next;
    uint32_t seq;
    uint32_t sent_at;   /* ms tick, wraps every 49 days */
    uint8_t tries;
    uint16_t len;
    uint8_t data[1200];
};

struct rdp_link {
    struct rdp_pkt *head, **tail;
    uint32_t next_seq;
    uint32_t rto;
    int (*xmit)(void *ctx, const void *buf, size_t len);
    void *ctx;
    unsigned dropped, resent;
};

static uint32_t tick_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint32_t)((uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u);
}

static inline bool seq_before(uint32_t a, uint32_t b) { return (int32_t)(a - b) < 0; }

void rdp_init(struct rdp_link *l)
{
    memset(l, 0, sizeof *l);
    l->tail = &l->head;
    l->rto = 200;
}

int rdp_send(struct rdp_link *l, const void *buf, uint16_t len)
{
    struct rdp_pkt *p;

    if (len > sizeof p->data || (p = malloc(sizeof *p)) == NULL)
        return -1;
    p->next = NULL;
    p->seq = l->next_seq++;
    p->tries = 1;
    p->len = len;
    memcpy(p->data, buf, len);
    p->sent_at = tick_ms();
    *l->tail = p;
    l->tail = &p->next;
    return l->xmit(l->ctx, p->data, p->len);
}

/* Cumulative acknowledgement: the peer has everything below ack. */
void rdp_on_ack(struct rdp_link *l, uint32_t ack)
{
    while (l->head && seq_before(l->head->seq, ack)) {
        struct rdp_pkt *p = l->head;
        l->head = p->next;
        if (!l->head)
            l->tail = &l->head;
        free(p);
    }
}

/* Returns the time to the next call, in ms. */
int rdp_on_timer(struct rdp_link *l)
{
    struct rdp_pkt **pp = &l->head;
    uint32_t now = tick_ms();
    int32_t next = (int32_t)l->rto;

    while (*pp) {
        struct rdp_pkt *p = *pp;
        int32_t wait = (int32_t)(p->sent_at + l->rto - now);

        if (wait > 0) {
            if (wait < next)
                next = wait;
            pp = &p->next;
            continue;
        }
        if (p->tries >= RDP_MAX_TRIES) {
            *pp = p->next;
            if (!p->next)
                l->tail = pp;
            l->dropped++;
            free(p);
            continue;
        }
        p->tries++;
        p->sent_at = now;
        l->resent++;
        l->xmit(l->ctx, p->data, p->len);
        pp = &p->next;
    }
    return next;
}
