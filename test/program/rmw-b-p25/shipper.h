#ifndef SHIPPER_H
#define SHIPPER_H
#include <pthread.h>
#include <stddef.h>

#define QCAP 64
#define ROUTES 4

struct route {
    char host[32];
    int weight;
    unsigned long sent;
};

struct routes {
    pthread_rwlock_t rw;
    struct route r[ROUTES];
    int n;
};

struct queue {
    pthread_mutex_t mu;
    pthread_cond_t cv;
    const char *lines[QCAP];
    size_t head, count;
    size_t budget;
    int closed;
};

void routes_init(struct routes *rs);
void route_add(struct routes *rs, const char *host, int weight);
int route_pick(struct routes *rs, unsigned key);
void route_reset(struct routes *rs);

void queue_init(struct queue *q, size_t budget);
int queue_put(struct queue *q, const char *line);
const char *queue_get(struct queue *q);
void queue_refill(struct queue *q, size_t bytes);
void queue_close(struct queue *q);
#endif
