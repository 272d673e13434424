// RUN: %tocsin %s
// STD: gnu17
// A port of threads and locks whose bodies are elsewhere: a function that is
// handed over together with the word, and a pair of acquire and release.
#include <stdio.h>

struct os_thread;
struct os_mutex;
int os_thread_create(struct os_thread **out, void (*start)(void *), void *arg);
int os_thread_join(struct os_thread *t);
void os_mutex_acquire(struct os_mutex *m);
void os_mutex_release(struct os_mutex *m);
struct os_mutex *os_mutex_new(void);
/* Runs at once, in the caller's thread. */
void os_list_walk(void (*visit)(void *), void *arg);

static long served, failed, walked;
static struct os_mutex *failed_mutex;

static void serve(void *arg) {
  for (int i = 0; i < 1000; i++) {
    served = served + 1; // EXPECT: lost-update
    os_mutex_acquire(failed_mutex);
    failed = failed + 1;
    os_mutex_release(failed_mutex);
  }
}

static void count(void *arg) { walked = walked + 1; }

int main(void) {
  struct os_thread *a, *b;
  failed_mutex = os_mutex_new();
  os_thread_create(&a, serve, 0);
  os_thread_create(&b, serve, 0);
  os_thread_join(a);
  os_thread_join(b);
  os_list_walk(count, 0);
  os_list_walk(count, 0);
  printf("%ld %ld %ld\n", served, failed, walked);
}
