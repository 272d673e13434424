// This one holds it for one of the two.
#include "queue.h"

void retry(struct queue *q) {
  queueBump(q); // EXPECT-NOISE: lost-update
  pthread_mutex_lock(&q->lock);
  queueDrop(q);
  pthread_mutex_unlock(&q->lock);
}
