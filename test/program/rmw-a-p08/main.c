// STD: gnu17
#include "queue.h"
#include <stdio.h>

#define WORKERS 4

int main(void)
{
    static struct job_queue queue;
    static struct worker workers[WORKERS];

    queue_init(&queue);
    for (int i = 0; i < WORKERS; i++)
        if (worker_start(&workers[i], &queue, i) != 0)
            return 1;
    for (int i = 0; i < 10000; i++)
        queue_put(&queue, i);
    for (int i = 0; i < WORKERS; i++)
        printf("worker %d last %d\n", i, worker_last(&workers[i]));
    queue_drop_all(&queue);
    queue_close(&queue);
    for (int i = 0; i < WORKERS; i++)
        worker_stop(&workers[i]);
    printf("completed %lu\n", queue_completed(&queue));
    return 0;
}
