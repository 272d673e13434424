// RUN: %tocsin %s
// STD: gnu17
/* Write-ahead journal with a credit limiter for background writers. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JBUF (64 * 1024)

struct limiter {
    pthread_mutex_t mu;
    pthread_cond_t cv;
    bool paused;
    unsigned credits;
};

struct journal {
    pthread_mutex_t mu;
    pthread_cond_t space;
    int fd;
    uint64_t next_seq;
    uint64_t durable_seq;
    size_t used;
    char buf[JBUF];
};

struct rec_hdr {
    uint64_t seq;
    uint32_t len;
};

int limiter_take(struct limiter *l, unsigned cost)
{
    unsigned left;

    pthread_mutex_lock(&l->mu);
    left = l->credits;
    while (l->paused)
        pthread_cond_wait(&l->cv, &l->mu);
    if (left < cost) {
        pthread_mutex_unlock(&l->mu);
        return -EAGAIN;
    }
    l->credits = left - cost; // EXPECT: lost-update
    pthread_mutex_unlock(&l->mu);
    return 0;
}

void limiter_refill(struct limiter *l, unsigned n, unsigned cap)
{
    pthread_mutex_lock(&l->mu);
    l->credits = l->credits + n > cap ? cap : l->credits + n;
    pthread_cond_broadcast(&l->cv);
    pthread_mutex_unlock(&l->mu);
}

void limiter_pause(struct limiter *l, bool on)
{
    pthread_mutex_lock(&l->mu);
    l->paused = on;
    pthread_cond_broadcast(&l->cv);
    pthread_mutex_unlock(&l->mu);
}

/* Enter and leave with j->mu held; the lock is dropped around the disk write. */
static int journal_spill(struct journal *j)
{
    static __thread char out[JBUF];
    size_t n = j->used;
    uint64_t upto = j->next_seq;
    ssize_t w;

    memcpy(out, j->buf, n);
    j->used = 0;
    pthread_mutex_unlock(&j->mu);
    w = write(j->fd, out, n);
    pthread_mutex_lock(&j->mu);
    if (w != (ssize_t)n)
        return -EIO;
    if (upto > j->durable_seq)
        j->durable_seq = upto;
    pthread_cond_broadcast(&j->space);
    return 0;
}

int journal_append(struct journal *j, const void *data, uint32_t len)
{
    struct rec_hdr h;
    uint64_t seq;

    pthread_mutex_lock(&j->mu);
    seq = j->next_seq;
    if (j->used + sizeof h + len > JBUF) {
        if (journal_spill(j) != 0) {
            pthread_mutex_unlock(&j->mu);
            return -EIO;
        }
    }
    while (j->used + sizeof h + len > JBUF)
        pthread_cond_wait(&j->space, &j->mu);
    h.seq = seq;
    h.len = len;
    memcpy(j->buf + j->used, &h, sizeof h);
    memcpy(j->buf + j->used + sizeof h, data, len);
    j->used += sizeof h + len;
    j->next_seq = seq + 1; // EXPECT: lost-update
    pthread_mutex_unlock(&j->mu);
    return 0;
}

int journal_wait_durable(struct journal *j, uint64_t seq)
{
    uint64_t have;

    pthread_mutex_lock(&j->mu);
    have = j->durable_seq;
    while (have < seq) {
        pthread_cond_wait(&j->space, &j->mu);
        have = j->durable_seq;
    }
    pthread_mutex_unlock(&j->mu);
    return 0;
}

static void *flusher_main(void *arg)
{
    struct journal *j = arg;

    for (;;) {
        usleep(20000);
        pthread_mutex_lock(&j->mu);
        if (j->used > 0)
            journal_spill(j);
        pthread_mutex_unlock(&j->mu);
    }
    return NULL;
}

int journal_start(struct journal *j, int fd)
{
    pthread_t t;

    memset(j, 0, sizeof *j);
    j->fd = fd;
    j->next_seq = 1;
    pthread_mutex_init(&j->mu, NULL);
    pthread_cond_init(&j->space, NULL);
    return pthread_create(&t, NULL, flusher_main, j);
}
