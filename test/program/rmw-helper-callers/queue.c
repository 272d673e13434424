// Both helpers are meant to be called with the lock held.
#include "queue.h"

void queueBump(struct queue *q) { q->length++; }

void queueDrop(struct queue *q) { q->dropped++; }
