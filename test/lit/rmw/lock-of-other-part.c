// RUN: %tocsin %s
// Two parts of one object, each with its lock: the other part's keeps nobody
// out.
#include <pthread.h>

struct Stock {
  pthread_mutex_t lock;
  long pieces, weight, value;
};
struct Report {
  pthread_mutex_t lock;
  long lines, errors;
};
struct Store {
  struct Stock stock;
  struct Report report;
};

void deliver(struct Stock *s, long weight, long value) {
  pthread_mutex_lock(&s->lock);
  s->pieces++;
  s->weight += weight;
  s->value += value;
  pthread_mutex_unlock(&s->lock);
}

void guilty(struct Store *s) {
  pthread_mutex_lock(&s->report.lock);
  s->report.errors++;
  s->stock.pieces--; // EXPECT: lost-update
  pthread_mutex_unlock(&s->report.lock);
}

void corrected(struct Store *s, long weight) {
  pthread_mutex_lock(&s->report.lock);
  s->report.lines++;
  pthread_mutex_unlock(&s->report.lock);
  pthread_mutex_lock(&s->stock.lock);
  s->stock.weight -= weight;
  pthread_mutex_unlock(&s->stock.lock);
}

static void *work(void *arg) {
  struct Store *s = arg;
  deliver(&s->stock, 1, 2);
  guilty(s);
  corrected(s, 1);
  return 0;
}

int run(struct Store *s, pthread_t *t) {
  return pthread_create(&t[0], 0, work, s) || pthread_create(&t[1], 0, work, s);
}
