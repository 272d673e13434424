// RUN: %tocsin %s
// STD: gnu17
/* Replication log: several appenders, one shipper that acknowledges. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#define MAX_INFLIGHT 64

struct replog {
    pthread_mutex_t mu;
    pthread_cond_t room;
    pthread_cond_t work;
    uint64_t next_index;
    uint64_t acked;
    unsigned inflight;
    int closed;
};

static struct replog rlog = {
    .mu = PTHREAD_MUTEX_INITIALIZER,
    .room = PTHREAD_COND_INITIALIZER,
    .work = PTHREAD_COND_INITIALIZER,
    .next_index = 1,
};

/* Reserves n consecutive indexes, returns the first one. */
static uint64_t replog_append(struct replog *l, unsigned n)
{
    pthread_mutex_lock(&l->mu);
    uint64_t first = l->next_index;
    while (l->inflight + n > MAX_INFLIGHT)
        pthread_cond_wait(&l->room, &l->mu);
    l->inflight += n;
    l->next_index = first + n; // EXPECT: lost-update
    pthread_cond_signal(&l->work);
    pthread_mutex_unlock(&l->mu);
    return first;
}

static uint64_t replog_append_noop(struct replog *l)
{
    pthread_mutex_lock(&l->mu);
    while (l->inflight >= MAX_INFLIGHT)
        pthread_cond_wait(&l->room, &l->mu);
    uint64_t idx = l->next_index;
    l->next_index = idx + 1;
    l->inflight++;
    pthread_cond_signal(&l->work);
    pthread_mutex_unlock(&l->mu);
    return idx;
}

static void *shipper(void *arg)
{
    struct replog *l = arg;
    pthread_mutex_lock(&l->mu);
    for (;;) {
        while (l->inflight == 0 && !l->closed)
            pthread_cond_wait(&l->work, &l->mu);
        if (l->inflight == 0)
            break;
        unsigned batch = l->inflight;
        pthread_mutex_unlock(&l->mu);
        /* the network round trip is here */
        pthread_mutex_lock(&l->mu);
        l->inflight -= batch; // EXPECT-NOISE: check-then-act
        l->acked += batch;
        pthread_cond_broadcast(&l->room);
    }
    pthread_mutex_unlock(&l->mu);
    return NULL;
}

static void *appender(void *arg)
{
    struct replog *l = arg;
    for (int i = 0; i < 1000; i++) {
        replog_append(l, 1 + i % 4);
        if (i % 50 == 0)
            replog_append_noop(l);
    }
    return NULL;
}

int main(void)
{
    pthread_t ship, app[3];
    pthread_create(&ship, NULL, shipper, &rlog);
    for (int i = 0; i < 3; i++)
        pthread_create(&app[i], NULL, appender, &rlog);
    for (int i = 0; i < 3; i++)
        pthread_join(app[i], NULL);
    pthread_mutex_lock(&rlog.mu);
    rlog.closed = 1;
    pthread_cond_signal(&rlog.work);
    pthread_mutex_unlock(&rlog.mu);
    pthread_join(ship, NULL);
    printf("acked %llu\n", (unsigned long long)rlog.acked);
    return 0;
}
