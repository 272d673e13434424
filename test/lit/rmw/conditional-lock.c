// RUN: %tocsin %s
// A lock that is taken under a condition is held where the condition holds.
#include <pthread.h>

struct queue {
  pthread_mutex_t mu;
  int shared;
  long len;
};

void put(struct queue *q) {
  pthread_mutex_lock(&q->mu);
  q->len++;
  pthread_mutex_unlock(&q->mu);
}

void take(struct queue *q) {
  pthread_mutex_lock(&q->mu);
  q->len--;
  pthread_mutex_unlock(&q->mu);
}

void corrected(struct queue *q, int urgent, long n) {
  if (urgent)
    pthread_mutex_lock(&q->mu);
  if (n > 100)
    n = 100;
  if (urgent)
    q->len += n;
  if (urgent)
    pthread_mutex_unlock(&q->mu);
}

void correctedByMark(struct queue *q, long n) {
  int held = 0;
  if (n > 0) {
    pthread_mutex_lock(&q->mu);
    held = 1;
  }
  if (held) {
    q->len += n;
    pthread_mutex_unlock(&q->mu);
  }
}

void guiltyOther(struct queue *q, int urgent, int forced, long n) {
  if (urgent)
    pthread_mutex_lock(&q->mu);
  if (forced)
    q->len += n; // EXPECT: lost-update
  if (urgent)
    pthread_mutex_unlock(&q->mu);
}

void guiltyOpposite(struct queue *q, int urgent, long n) {
  if (urgent)
    pthread_mutex_lock(&q->mu);
  if (!urgent)
    q->len += n; // EXPECT: lost-update
  if (urgent)
    pthread_mutex_unlock(&q->mu);
}

void guiltyAfter(struct queue *q, int urgent, long n) {
  if (urgent)
    pthread_mutex_lock(&q->mu);
  if (urgent)
    pthread_mutex_unlock(&q->mu);
  if (urgent)
    q->len += n; // EXPECT: lost-update
}
