// RUN: %tocsin %s
// STD: gnu17
/* rudp.c - reliable datagram sender, retransmit queue */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <pthread.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <time.h>

#define RUDP_MAX_RETRY 8

struct seg {
    struct seg *next;
    uint32_t seq;
    int64_t sent_us;
    int64_t deadline_us;
    int retries;
    size_t len;
    unsigned char data[];
};

struct rudp {
    pthread_mutex_t lock;
    int fd;
    struct seg *head, **tail;
    uint32_t next_seq;
    uint32_t acked;
    int64_t rto_us;
    int dead;
};

static int64_t now_us(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static int seq_before(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) < 0;
}

void rudp_init(struct rudp *r, int fd)
{
    memset(r, 0, sizeof *r);
    pthread_mutex_init(&r->lock, NULL);
    r->fd = fd;
    r->tail = &r->head;
    r->rto_us = 200000;
}

int rudp_send(struct rudp *r, const void *buf, size_t len)
{
    struct seg *s = malloc(sizeof *s + len);

    if (!s)
        return -1;
    s->next = NULL;
    s->len = len;
    s->retries = 0;
    memcpy(s->data, buf, len);
    pthread_mutex_lock(&r->lock);
    s->seq = r->next_seq++;
    s->sent_us = now_us();
    s->deadline_us = s->sent_us + r->rto_us;
    *r->tail = s;
    r->tail = &s->next;
    send(r->fd, s->data, s->len, MSG_DONTWAIT);
    pthread_mutex_unlock(&r->lock);
    return 0;
}

/* receive path: everything before the cumulative ack is finished */
void rudp_ack(struct rudp *r, uint32_t ack)
{
    struct seg *s;

    pthread_mutex_lock(&r->lock);
    if (seq_before(r->acked, ack))
        r->acked = ack;
    while ((s = r->head) != NULL && seq_before(s->seq, r->acked)) {
        int64_t rtt = now_us() - s->sent_us;

        if (s->retries == 0)
            r->rto_us = (7 * r->rto_us + 2 * rtt) / 8;
        r->head = s->next;
        if (r->head == NULL)
            r->tail = &r->head;
        free(s);
    }
    pthread_mutex_unlock(&r->lock);
}

/* timer thread */
int64_t rudp_tick(struct rudp *r)
{
    int64_t now = now_us(), next = now + r->rto_us;
    struct seg *s;

    pthread_mutex_lock(&r->lock);
    for (s = r->head; s; s = s->next) {
        if (s->deadline_us <= now) {
            if (++s->retries > RUDP_MAX_RETRY) {
                r->dead = 1;
                break;
            }
            send(r->fd, s->data, s->len, MSG_DONTWAIT);
            s->deadline_us = now + (r->rto_us << s->retries);
        }
        if (s->deadline_us < next)
            next = s->deadline_us;
    }
    pthread_mutex_unlock(&r->lock);
    return next;
}
