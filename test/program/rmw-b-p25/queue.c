// STD: gnu17
#include "shipper.h"
#include <string.h>

void queue_init(struct queue *q, size_t budget)
{
    memset(q, 0, sizeof *q);
    pthread_mutex_init(&q->mu, NULL);
    pthread_cond_init(&q->cv, NULL);
    q->budget = budget;
}

int queue_put(struct queue *q, const char *line)
{
    size_t len = strlen(line);

    pthread_mutex_lock(&q->mu);
    size_t left = q->budget;
    while (q->count == QCAP && !q->closed)
        pthread_cond_wait(&q->cv, &q->mu);
    if (q->closed || left < len) {
        pthread_mutex_unlock(&q->mu);
        return -1;
    }
    q->lines[(q->head + q->count) % QCAP] = line;
    q->count++;
    q->budget = left - len; // EXPECT: lost-update
    pthread_cond_broadcast(&q->cv);
    pthread_mutex_unlock(&q->mu);
    return 0;
}

const char *queue_get(struct queue *q)
{
    const char *line = NULL;
    pthread_mutex_lock(&q->mu);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(&q->cv, &q->mu);
    if (q->count > 0) {
        line = q->lines[q->head];
        q->head = (q->head + 1) % QCAP;
        q->count--;
        pthread_cond_broadcast(&q->cv);
    }
    pthread_mutex_unlock(&q->mu);
    return line;
}

void queue_refill(struct queue *q, size_t bytes)
{
    pthread_mutex_lock(&q->mu);
    q->budget += bytes;
    pthread_mutex_unlock(&q->mu);
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->mu);
    q->closed = 1;
    pthread_cond_broadcast(&q->cv);
    pthread_mutex_unlock(&q->mu);
}
