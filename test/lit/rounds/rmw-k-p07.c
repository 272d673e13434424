// RUN: %tocsin %s
// STD: gnu17
/* spool.c - bounded memory spool between receivers and the archive writer */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct spool {
    pthread_mutex_t mu;
    pthread_cond_t space;
    pthread_cond_t data;
    unsigned char *buf;
    size_t cap;
    size_t used;
    size_t rd, wr;
    bool closing;
    unsigned long puts, waits;
};

extern int rx_next(int line, unsigned char *msg, size_t cap, size_t *n);
extern int archive_append(const unsigned char *p, size_t n);

static struct spool main_spool;

static void ring_copy_in(struct spool *s, const unsigned char *p, size_t n)
{
    size_t first = s->cap - s->wr;

    if (first > n)
        first = n;
    memcpy(s->buf + s->wr, p, first);
    memcpy(s->buf, p + first, n - first);
    s->wr = (s->wr + n) % s->cap;
}

static int spool_put(struct spool *s, const unsigned char *p, size_t n)
{
    size_t used;

    if (n > s->cap)
        return -EMSGSIZE;
    pthread_mutex_lock(&s->mu);
    used = s->used;
    while (s->cap - s->used < n && !s->closing) {
        s->waits++;
        pthread_cond_wait(&s->space, &s->mu);
    }
    if (s->closing) {
        pthread_mutex_unlock(&s->mu);
        return -EPIPE;
    }
    ring_copy_in(s, p, n);
    s->used = used + n; // EXPECT: lost-update
    s->puts++;
    pthread_cond_signal(&s->data);
    pthread_mutex_unlock(&s->mu);
    return 0;
}

static size_t spool_get(struct spool *s, unsigned char *out, size_t cap)
{
    size_t n;

    pthread_mutex_lock(&s->mu);
    while (s->used == 0 && !s->closing)
        pthread_cond_wait(&s->data, &s->mu);
    n = s->used < cap ? s->used : cap;
    if (n > s->cap - s->rd)
        n = s->cap - s->rd;
    memcpy(out, s->buf + s->rd, n);
    s->rd = (s->rd + n) % s->cap;
    s->used -= n;
    pthread_cond_broadcast(&s->space);
    pthread_mutex_unlock(&s->mu);
    return n;
}

static void *receiver(void *arg)
{
    int line = (int)(long)arg;
    unsigned char msg[2048];
    size_t n;

    while (rx_next(line, msg, sizeof msg, &n) == 0)
        if (spool_put(&main_spool, msg, n) < 0)
            break;
    return NULL;
}

static void *archiver(void *arg)
{
    static unsigned char chunk[64 * 1024];
    size_t n;

    (void)arg;
    while ((n = spool_get(&main_spool, chunk, sizeof chunk)) > 0)
        if (archive_append(chunk, n) < 0)
            break;
    return NULL;
}

int spool_start(int lines, size_t cap)
{
    pthread_t t;

    pthread_mutex_init(&main_spool.mu, NULL);
    pthread_cond_init(&main_spool.space, NULL);
    pthread_cond_init(&main_spool.data, NULL);
    main_spool.buf = malloc(cap);
    if (!main_spool.buf)
        return -ENOMEM;
    main_spool.cap = cap;
    for (long i = 0; i < lines; i++)
        if (pthread_create(&t, NULL, receiver, (void *)i))
            return -EAGAIN;
    return -pthread_create(&t, NULL, archiver, NULL);
}
