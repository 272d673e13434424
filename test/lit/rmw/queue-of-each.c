// RUN: %tocsin %s
// One thread for each queue, and one writer for each of its counters.
#include <pthread.h>
#include <stdatomic.h>

struct queue {
  pthread_t tid;
  atomic_ulong longest;
};
struct nic {
  struct queue q[4];
  atomic_ulong total;
};
static struct nic the_nic;

static void burst(struct queue *q, unsigned long len) {
  if (len > atomic_load(&q->longest))
    atomic_store(&q->longest, len);
  if (len > atomic_load(&the_nic.total))
    atomic_store(&the_nic.total, len); // EXPECT: split-atomic
}
static void *rx(void *arg) {
  struct queue *q = arg;
  for (unsigned long n = 0; n < 1000; n++)
    burst(q, n);
  return 0;
}
void up(void) {
  for (int i = 0; i < 4; i++)
    pthread_create(&the_nic.q[i].tid, 0, rx, &the_nic.q[i]);
}
