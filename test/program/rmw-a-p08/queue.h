#ifndef QUEUE_H
#define QUEUE_H
#include <pthread.h>

struct job {
    struct job *next;
    int payload;
};

struct job_queue {
    pthread_mutex_t lock;
    pthread_cond_t nonempty;
    struct job *head, *tail;
    int closed;
    unsigned long completed;
    unsigned long rejected;
};

void queue_init(struct job_queue *q);
int queue_put(struct job_queue *q, int payload);
struct job *queue_take(struct job_queue *q);
void queue_close(struct job_queue *q);
void queue_drop_all(struct job_queue *q);
unsigned long queue_completed(struct job_queue *q);

struct worker {
    pthread_t tid;
    pthread_mutex_t lock;
    struct job_queue *queue;
    int index;
    int last_payload;
    unsigned long busy_units;
};

int worker_start(struct worker *w, struct job_queue *q, int index);
void worker_stop(struct worker *w);
int worker_last(struct worker *w);
#endif
