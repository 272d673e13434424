// RUN: %tocsin %s
// STD: gnu17
/* rtpstream.c - receive side of a call leg: RTP thread, RTCP reporter, dialog state */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum dlg_state { DLG_NULL, DLG_EARLY, DLG_CONFIRMED, DLG_TERMINATED };

struct rtp_hdr {
    uint8_t vpxcc, mpt;
    uint16_t seq;
    uint32_t ts, ssrc;
};

struct dialog {
    pthread_mutex_t lock;
    enum dlg_state state;
    uint32_t local_cseq;
    int pending;
};

struct rtp_stream {
    int fd;
    pthread_t rx;
    atomic_bool quit;
    /* written by the rx thread, read by the reporter */
    _Atomic uint64_t packets;
    _Atomic uint64_t octets;
    _Atomic uint32_t max_jitter;
    /* rx thread only */
    uint16_t last_seq;
    uint32_t cycles;
    uint32_t transit;
    struct dialog *dlg;
};

#define BUMP(c, n) \
    atomic_store_explicit(&(c), atomic_load_explicit(&(c), memory_order_relaxed) + (n), memory_order_relaxed)

static void note_arrival(struct rtp_stream *s, const struct rtp_hdr *h, size_t len, uint32_t now)
{
    uint32_t transit = now - h->ts;
    uint32_t d = transit > s->transit ? transit - s->transit : s->transit - transit;

    BUMP(s->packets, 1);
    BUMP(s->octets, len - sizeof *h);
    if (d > atomic_load_explicit(&s->max_jitter, memory_order_relaxed))
        atomic_store_explicit(&s->max_jitter, d, memory_order_relaxed);
    s->transit = transit;
    if (h->seq < s->last_seq && s->last_seq - h->seq > 0x8000)
        s->cycles += 0x10000;
    s->last_seq = h->seq;
}

static uint32_t next_cseq(struct dialog *d)
{
    d->pending++;
    return ++d->local_cseq;
}

static void dlg_terminate(struct dialog *d)
{
    if (d->state == DLG_TERMINATED)
        return;
    d->state = DLG_TERMINATED;
    d->pending = 0;
}

uint32_t dlg_send_bye(struct dialog *d)
{
    uint32_t cseq = 0;

    pthread_mutex_lock(&d->lock);
    if (d->state == DLG_CONFIRMED) {
        cseq = next_cseq(d);
        dlg_terminate(d);
    }
    pthread_mutex_unlock(&d->lock);
    return cseq;
}

uint32_t dlg_send_info(struct dialog *d)
{
    uint32_t cseq;

    pthread_mutex_lock(&d->lock);
    cseq = d->state == DLG_CONFIRMED ? next_cseq(d) : 0;
    pthread_mutex_unlock(&d->lock);
    return cseq;
}

static void *rx_main(void *arg)
{
    struct rtp_stream *s = arg;
    unsigned char pkt[1500];
    struct rtp_hdr h;
    struct timespec ts;

    while (!atomic_load(&s->quit)) {
        ssize_t n = recv(s->fd, pkt, sizeof pkt, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < (ssize_t)sizeof h)
            break;
        memcpy(&h, pkt, sizeof h);
        clock_gettime(CLOCK_MONOTONIC, &ts);
        note_arrival(s, &h, (size_t)n, (uint32_t)(ts.tv_sec * 8000 + ts.tv_nsec / 125000));
    }
    pthread_mutex_lock(&s->dlg->lock);
    dlg_terminate(s->dlg);
    pthread_mutex_unlock(&s->dlg->lock);
    return NULL;
}

struct rtp_stream *rtp_stream_open(int fd, struct dialog *dlg)
{
    struct rtp_stream *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->fd = fd;
    s->dlg = dlg;
    s->cycles += 0x10000;
    if (pthread_create(&s->rx, NULL, rx_main, s) != 0) {
        free(s);
        return NULL;
    }
    return s;
}

void rtcp_fill(struct rtp_stream *s, uint64_t out[3])
{
    out[0] = atomic_load_explicit(&s->packets, memory_order_relaxed);
    out[1] = atomic_load_explicit(&s->octets, memory_order_relaxed);
    out[2] = atomic_load_explicit(&s->max_jitter, memory_order_relaxed);
}

uint64_t rtp_stream_close(struct rtp_stream *s)
{
    uint64_t total;

    atomic_store(&s->quit, 1);
    shutdown(s->fd, SHUT_RDWR);
    pthread_join(s->rx, NULL);
    s->cycles += s->last_seq;
    total = s->cycles;
    close(s->fd);
    free(s);
    return total;
}
