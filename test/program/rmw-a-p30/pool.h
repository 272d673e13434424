#ifndef POOL_H
#define POOL_H
#include <pthread.h>

#define POOL_SLOTS 64

#define POOL_LOCK(p) pthread_mutex_lock(&(p)->mu)
#define POOL_UNLOCK(p) pthread_mutex_unlock(&(p)->mu)

struct task {
    int id;
    void (*fn)(int);
    char *note;
};

struct pool {
    pthread_mutex_t mu;
    pthread_cond_t work;
    struct task slots[POOL_SLOTS];
    unsigned head, used;
    int shutting_down;
    unsigned long executed;
    unsigned long cancelled;
};

void pool_init(struct pool *p);
unsigned pool_used(struct pool *p);
void pool_push(struct pool *p, struct task t);
int pool_cancel(struct pool *p, int id);
void pool_cancel_all(struct pool *p);
void pool_shutdown(struct pool *p);
void *pool_worker(void *arg);
void pool_report(struct pool *p);

/* producer.c */
int enqueue_report(struct pool *p, int id, const char *note);
#endif
