// RUN: %tocsin %s
// STD: gnu17
/* Reference-counted packet buffers passed between pipeline stages. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FANOUT 3

struct pktbuf {
    atomic_uint refs;
    size_t len;
    unsigned char *data;
};

struct stage {
    pthread_mutex_t mtx;
    pthread_cond_t more;
    struct pktbuf *queue[64];
    unsigned head, tail;
    bool eof;
    unsigned long bytes;
};

static struct stage stages[FANOUT];

static struct pktbuf *pktbuf_new(size_t len)
{
    struct pktbuf *b = malloc(sizeof *b);

    if (!b)
        return NULL;
    b->data = malloc(len);
    if (!b->data) {
        free(b);
        return NULL;
    }
    b->len = len;
    atomic_init(&b->refs, 1);
    return b;
}

static void pktbuf_free(struct pktbuf *b)
{
    free(b->data);
    free(b);
}

static void pktbuf_get(struct pktbuf *b)
{
    atomic_fetch_add_explicit(&b->refs, 1, memory_order_relaxed);
}

static void pktbuf_put(struct pktbuf *b)
{
    if (!b)
        return;
    atomic_fetch_sub_explicit(&b->refs, 1, memory_order_acq_rel);
    if (atomic_load_explicit(&b->refs, memory_order_acquire) > 0)
        return;
    pktbuf_free(b); // EXPECT: split-atomic
}

/* Drop n references in one go. */
static void pktbuf_put_n(struct pktbuf *b, unsigned n)
{
    unsigned before = atomic_fetch_sub_explicit(&b->refs, n, memory_order_acq_rel);

    if (before == n)
        pktbuf_free(b);
}

static void stage_push(struct stage *s, struct pktbuf *b)
{
    pthread_mutex_lock(&s->mtx);
    while (s->tail - s->head == 64)
        pthread_cond_wait(&s->more, &s->mtx);
    s->queue[s->tail++ % 64] = b;
    pthread_cond_broadcast(&s->more);
    pthread_mutex_unlock(&s->mtx);
}

static struct pktbuf *stage_pop(struct stage *s)
{
    struct pktbuf *b = NULL;

    pthread_mutex_lock(&s->mtx);
    while (s->head == s->tail && !s->eof)
        pthread_cond_wait(&s->more, &s->mtx);
    if (s->head != s->tail) {
        b = s->queue[s->head++ % 64];
        pthread_cond_broadcast(&s->more);
    }
    pthread_mutex_unlock(&s->mtx);
    return b;
}

static void *stage_main(void *arg)
{
    struct stage *s = arg;
    struct pktbuf *b;

    while ((b = stage_pop(s)) != NULL) {
        pthread_mutex_lock(&s->mtx);
        s->bytes += b->len;
        pthread_mutex_unlock(&s->mtx);
        pktbuf_put(b);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[FANOUT];

    for (int i = 0; i < FANOUT; i++) {
        pthread_mutex_init(&stages[i].mtx, NULL);
        pthread_cond_init(&stages[i].more, NULL);
        if (pthread_create(&t[i], NULL, stage_main, &stages[i]))
            abort();
    }
    for (int n = 0; n < 10000; n++) {
        struct pktbuf *b = pktbuf_new(64 + (size_t)(n % 1400));

        if (!b)
            break;
        memset(b->data, n & 0xff, b->len);
        pktbuf_get(b);
        for (int i = 0; i < FANOUT; i++) {
            pktbuf_get(b);
            stage_push(&stages[i], b);
        }
        pktbuf_put_n(b, 2);
    }
    for (int i = 0; i < FANOUT; i++) {
        pthread_mutex_lock(&stages[i].mtx);
        stages[i].eof = true;
        pthread_cond_broadcast(&stages[i].more);
        pthread_mutex_unlock(&stages[i].mtx);
    }
    for (int i = 0; i < FANOUT; i++) {
        pthread_join(t[i], NULL);
        printf("stage %d: %lu bytes\n", i, stages[i].bytes);
    }
    return 0;
}
