// RUN: %tocsin %s
// STD: gnu17
/* Transcode job queue, C11 threads. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

struct job {
    struct job *next;
    uint32_t id;
    uint32_t cost;
    atomic_int refs;
};

struct queue {
    mtx_t mu;
    cnd_t more, room;
    struct job *head, **tail;
    uint32_t load, load_max;
    uint32_t done;
    bool closing;
};

extern int transcode(struct job *j);

struct queue *queue_create(uint32_t load_max)
{
    struct queue *q = calloc(1, sizeof *q);
    if (!q)
        return NULL;
    if (mtx_init(&q->mu, mtx_plain) != thrd_success) {
        free(q);
        return NULL;
    }
    cnd_init(&q->more);
    cnd_init(&q->room);
    q->tail = &q->head;
    q->load_max = load_max;
    q->load += 0;
    return q;
}

struct job *job_get(struct job *j)
{
    atomic_fetch_add_explicit(&j->refs, 1, memory_order_relaxed);
    return j;
}

void job_put(struct job *j)
{
    if (atomic_fetch_sub(&j->refs, 1) == 1)
        free(j);
}

int queue_push(struct queue *q, struct job *j)
{
    if (mtx_lock(&q->mu) != thrd_success)
        return -1;
    uint32_t seen = q->load;
    while (seen + j->cost > q->load_max && !q->closing) {
        cnd_wait(&q->room, &q->mu);
        seen = q->load;
    }
    if (q->closing) {
        mtx_unlock(&q->mu);
        return -1;
    }
    j->next = NULL;
    *q->tail = j;
    q->tail = &j->next;
    q->load = seen + j->cost;
    cnd_signal(&q->more);
    mtx_unlock(&q->mu);
    return 0;
}

static struct job *queue_take(struct queue *q)
{
    struct job *j;
    mtx_lock(&q->mu);
    while (!q->head && !q->closing)
        cnd_wait(&q->more, &q->mu);
    j = q->head;
    if (j) {
        q->head = j->next;
        if (!q->head)
            q->tail = &q->head;
    }
    mtx_unlock(&q->mu);
    return j;
}

int queue_worker(void *arg)
{
    struct queue *q = arg;
    struct job *j;
    uint32_t handled = 0;

    while ((j = queue_take(q)) != NULL) {
        uint32_t cost = j->cost;
        if (transcode(j) == 0)
            handled++;
        job_put(j);

        mtx_lock(&q->mu);
        q->load -= cost;
        cnd_broadcast(&q->room);
        mtx_unlock(&q->mu);
    }
    mtx_lock(&q->mu);
    q->done += handled;
    mtx_unlock(&q->mu);
    return 0;
}

int queue_run(uint32_t load_max, struct job **jobs, size_t n, unsigned nthreads)
{
    struct queue *q = queue_create(load_max);
    thrd_t tid[16];
    unsigned started = 0;
    uint32_t done;

    if (!q)
        return -1;
    if (nthreads > 16)
        nthreads = 16;
    while (started < nthreads && thrd_create(&tid[started], queue_worker, q) == thrd_success)
        started++;
    for (size_t i = 0; started && i < n; i++)
        if (queue_push(q, jobs[i]) < 0)
            break;
    mtx_lock(&q->mu);
    q->closing = true;
    cnd_broadcast(&q->more);
    mtx_unlock(&q->mu);
    for (unsigned i = 0; i < started; i++)
        thrd_join(tid[i], NULL);
    if (q->done > n)
        q->done = (uint32_t)n;
    done = q->done;
    free(q);
    return (int)done;
}
