// RUN: %tocsin %s
// STD: gnu17
// All that looks at an entry holds the lock until it is done: a helper that
// finds one is called under the lock. One that takes the lock itself and gives
// the entry back lets it out.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

static int64_t mono_ms(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct peer {
  struct peer *next;
  uint32_t addr;
  unsigned tries;
  int64_t created_ms;
};
struct peers {
  pthread_mutex_t lock;
  struct peer *first;
};

static struct peer *find_peer(struct peers *p, uint32_t addr) {
  struct peer *x = p->first;
  while (x && x->addr != addr)
    x = x->next;
  return x;
}

static unsigned count_try(struct peers *p, uint32_t addr) {
  unsigned tries = 0;
  pthread_mutex_lock(&p->lock);
  struct peer *x = find_peer(p, addr);
  if (!x && (x = calloc(1, sizeof *x))) {
    x->addr = addr;
    x->created_ms = mono_ms();
    x->next = p->first;
    p->first = x;
  }
  if (x)
    tries = ++x->tries;
  pthread_mutex_unlock(&p->lock);
  return tries;
}

static void drop_peers(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  for (struct peer **pp = &p->first; *pp;) {
    struct peer *x = *pp;
    if (mono_ms() - x->created_ms <= 60000) {
      pp = &x->next;
      continue;
    }
    *pp = x->next;
    free(x);
  }
  pthread_mutex_unlock(&p->lock);
}

struct route {
  struct route *next;
  uint32_t addr;
  unsigned hops;
  int64_t created_ms;
};
struct routes {
  pthread_mutex_t lock;
  struct route *first;
};

static struct route *get_route(struct routes *r, uint32_t addr) {
  pthread_mutex_lock(&r->lock);
  struct route *x = r->first;
  while (x && x->addr != addr)
    x = x->next;
  if (!x && (x = calloc(1, sizeof *x))) {
    x->addr = addr;
    x->created_ms = mono_ms();
    x->next = r->first;
    r->first = x;
  }
  pthread_mutex_unlock(&r->lock);
  return x;
}

static void drop_routes(struct routes *r) {
  pthread_mutex_lock(&r->lock);
  for (struct route **pp = &r->first; *pp;) {
    struct route *x = *pp;
    if (mono_ms() - x->created_ms <= 60000) {
      pp = &x->next;
      continue;
    }
    *pp = x->next;
    free(x); // EXPECT: timestamp-cleanup
  }
  pthread_mutex_unlock(&r->lock);
}

static struct peers peers = {.lock = PTHREAD_MUTEX_INITIALIZER};
static struct routes routes = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *serve(void *arg) {
  unsigned hops = 0;
  for (uint32_t a = 0; a < 100; ++a) {
    struct route *x = get_route(&routes, a);
    if (count_try(&peers, a) < 5 && x)
      hops += x->hops;
  }
  return arg ? arg : (void *)(uintptr_t)hops;
}

int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, serve, NULL);
  drop_peers(&peers);
  drop_routes(&routes);
  pthread_join(t, NULL);
  return 0;
}
