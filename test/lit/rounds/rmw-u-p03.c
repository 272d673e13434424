// RUN: %tocsin %s
// STD: gnu17
/* Bounded job ring between the acceptor and the pool of compressors. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#define RING_CAP 128u
#define BATCH 8u

struct job {
    int id;
    size_t len;
};

struct jobring {
    pthread_mutex_t mtx;
    pthread_cond_t nonempty;
    pthread_cond_t nonfull;
    struct job slots[RING_CAP];
    size_t head;
    size_t count;
    bool closed;
};

static void jobring_init(struct jobring *r)
{
    pthread_mutex_init(&r->mtx, NULL);
    pthread_cond_init(&r->nonempty, NULL);
    pthread_cond_init(&r->nonfull, NULL);
    r->head = 0;
    r->count = 0;
    r->closed = false;
}

static int jobring_push(struct jobring *r, struct job j)
{
    pthread_mutex_lock(&r->mtx);
    while (r->count == RING_CAP && !r->closed)
        pthread_cond_wait(&r->nonfull, &r->mtx);
    if (r->closed) {
        pthread_mutex_unlock(&r->mtx);
        return -EPIPE;
    }
    r->slots[(r->head + r->count) % RING_CAP] = j;
    r->count++;
    pthread_cond_signal(&r->nonempty);
    pthread_mutex_unlock(&r->mtx);
    return 0;
}

static bool jobring_pop(struct jobring *r, struct job *out)
{
    size_t at;

    pthread_mutex_lock(&r->mtx);
    while (r->count == 0 && !r->closed)
        pthread_cond_wait(&r->nonempty, &r->mtx);
    if (r->count == 0) {
        pthread_mutex_unlock(&r->mtx);
        return false;
    }
    at = r->head;
    *out = r->slots[at];
    r->head = (at + 1) % RING_CAP;
    r->count--;
    pthread_cond_signal(&r->nonfull);
    pthread_mutex_unlock(&r->mtx);
    return true;
}

static size_t jobring_pop_batch(struct jobring *r, struct job *out, size_t max)
{
    size_t first, n;

    pthread_mutex_lock(&r->mtx);
    first = r->head;
    while (r->count == 0 && !r->closed)
        pthread_cond_wait(&r->nonempty, &r->mtx);
    n = r->count < max ? r->count : max;
    for (size_t i = 0; i < n; i++)
        out[i] = r->slots[(first + i) % RING_CAP];
    r->head = (first + n) % RING_CAP; // EXPECT: lost-update
    r->count -= n;
    if (n > 0)
        pthread_cond_broadcast(&r->nonfull);
    pthread_mutex_unlock(&r->mtx);
    return n;
}

static void jobring_close(struct jobring *r)
{
    pthread_mutex_lock(&r->mtx);
    r->closed = true;
    pthread_cond_broadcast(&r->nonempty);
    pthread_cond_broadcast(&r->nonfull);
    pthread_mutex_unlock(&r->mtx);
}

static void *compressor(void *arg)
{
    struct jobring *r = arg;
    struct job batch[BATCH];
    size_t n, total = 0;

    while ((n = jobring_pop_batch(r, batch, BATCH)) > 0) {
        for (size_t i = 0; i < n; i++)
            total += batch[i].len;
    }
    return (void *)total;
}

static void *urgent(void *arg)
{
    struct job j;

    while (jobring_pop(arg, &j))
        fprintf(stderr, "job %d: %zu bytes\n", j.id, j.len);
    return NULL;
}

int main(void)
{
    static struct jobring ring;
    pthread_t t[5];

    jobring_init(&ring);
    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, compressor, &ring))
            abort();
    if (pthread_create(&t[4], NULL, urgent, &ring))
        abort();
    for (int i = 0; i < 10000; i++)
        if (jobring_push(&ring, (struct job){ i, (size_t)i * 3 }) < 0)
            break;
    jobring_close(&ring);
    for (int i = 0; i < 5; i++)
        pthread_join(t[i], NULL);
    return 0;
}
