// This one holds it for one of the two: the helper is innocent, the call is not.
#include "queue.h"

void retry(struct queue *q) {
  queueBump(q); // EXPECT: lost-update
  pthread_mutex_lock(&q->lock);
  queueDrop(q);
  pthread_mutex_unlock(&q->lock);
}
