// This caller holds it.
#include "queue.h"

void produce(struct queue *q) {
  pthread_mutex_lock(&q->lock);
  queueBump(q);
  queueDrop(q);
  pthread_mutex_unlock(&q->lock);
}

void produceMany(struct queue *q, int n) {
  pthread_mutex_lock(&q->lock);
  for (int i = 0; i < n; i++)
    queueBump(q);
  pthread_mutex_unlock(&q->lock);
}
