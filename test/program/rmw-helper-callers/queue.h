#ifndef QUEUE_H
#define QUEUE_H
#include <pthread.h>

struct queue {
  pthread_mutex_t lock;
  int length;
  int dropped;
};
void queueBump(struct queue *q);
void queueDrop(struct queue *q);
#endif
