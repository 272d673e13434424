// STD: gnu17
#include "queue.h"
#include <stdlib.h>

static unsigned long process(int payload)
{
    unsigned long units = 0;
    for (int i = 0; i < payload % 100; i++)
        units += (unsigned long)i;
    return units;
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;
    struct job *j;

    while ((j = queue_take(w->queue)) != NULL) {
        unsigned long units = process(j->payload);

        pthread_mutex_lock(&w->lock);
        w->last_payload = j->payload;
        w->busy_units += units;
        w->queue->completed++; // EXPECT: lost-update
        pthread_mutex_unlock(&w->lock);
        free(j);
    }
    return NULL;
}

int worker_start(struct worker *w, struct job_queue *q, int index)
{
    pthread_mutex_init(&w->lock, NULL);
    w->queue = q;
    w->index = index;
    w->last_payload = 0;
    w->busy_units = 0;
    return pthread_create(&w->tid, NULL, worker_main, w);
}

int worker_last(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    int v = w->last_payload;
    pthread_mutex_unlock(&w->lock);
    return v;
}

void worker_stop(struct worker *w)
{
    pthread_join(w->tid, NULL);
    pthread_mutex_destroy(&w->lock);
}
