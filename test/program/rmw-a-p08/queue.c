// STD: gnu17
#include "queue.h"
#include <stdlib.h>

void queue_init(struct job_queue *q)
{
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->nonempty, NULL);
    q->head = q->tail = NULL;
    q->closed = 0;
    q->completed = q->rejected = 0;
}

int queue_put(struct job_queue *q, int payload)
{
    struct job *j = malloc(sizeof *j);
    if (!j)
        return -1;
    j->payload = payload;
    j->next = NULL;

    pthread_mutex_lock(&q->lock);
    if (q->closed) {
        q->rejected++;
        pthread_mutex_unlock(&q->lock);
        free(j);
        return -1;
    }
    if (q->tail)
        q->tail->next = j;
    else
        q->head = j;
    q->tail = j;
    pthread_mutex_unlock(&q->lock);
    pthread_cond_signal(&q->nonempty);
    return 0;
}

struct job *queue_take(struct job_queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (!q->head && !q->closed)
        pthread_cond_wait(&q->nonempty, &q->lock);
    struct job *j = q->head;
    if (j) {
        q->head = j->next;
        if (!q->head)
            q->tail = NULL;
    }
    pthread_mutex_unlock(&q->lock);
    return j;
}

void queue_close(struct job_queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = 1;
    pthread_mutex_unlock(&q->lock);
    pthread_cond_broadcast(&q->nonempty);
}

void queue_drop_all(struct job_queue *q)
{
    pthread_mutex_lock(&q->lock);
    struct job *j = q->head;
    q->head = q->tail = NULL;
    while (j) {
        struct job *next = j->next;
        free(j);
        q->completed++;
        j = next;
    }
    pthread_mutex_unlock(&q->lock);
}

unsigned long queue_completed(struct job_queue *q)
{
    pthread_mutex_lock(&q->lock);
    unsigned long n = q->completed;
    pthread_mutex_unlock(&q->lock);
    return n;
}
