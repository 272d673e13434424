// RUN: %tocsin %s
// STD: gnu17
/* Route table with a home-grown ticket lock, an rwlock protected cache and a SIGALRM tick. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct ticket_lock {
    atomic_uint next;
    atomic_uint serving;
};

static void ticket_lock(struct ticket_lock *l)
{
    unsigned mine = atomic_fetch_add(&l->next, 1);
    while (atomic_load_explicit(&l->serving, memory_order_acquire) != mine)
        usleep(0);
}

static void ticket_unlock(struct ticket_lock *l)
{
    atomic_fetch_add_explicit(&l->serving, 1, memory_order_release);
}

static struct ticket_lock metric_lock;
static unsigned best_metric = 1000;
static unsigned metric_updates;

static pthread_rwlock_t cache_lock = PTHREAD_RWLOCK_INITIALIZER;
static char *cache[32];
static unsigned cache_fills;

static volatile sig_atomic_t ticks;

static void on_alarm(int sig)
{
    (void)sig;
    ticks++;
}

static void offer_metric(unsigned m)
{
    ticket_lock(&metric_lock);
    if (m < best_metric) {
        best_metric = m;
        metric_updates++;
    }
    ticket_unlock(&metric_lock);
}

static const char *route_name(unsigned n)
{
    const char *hit;
    n %= 32;
    pthread_rwlock_rdlock(&cache_lock);
    hit = cache[n];
    pthread_rwlock_unlock(&cache_lock);
    if (hit)
        return hit;

    pthread_rwlock_wrlock(&cache_lock);
    if (!cache[n]) {
        char buf[32];
        snprintf(buf, sizeof buf, "10.%u.0.0/16", n);
        cache[n] = strdup(buf);
        cache_fills++;
    }
    hit = cache[n];
    pthread_rwlock_unlock(&cache_lock);
    return hit;
}

static void *router(void *arg)
{
    unsigned seed = *(unsigned *)arg;
    for (int i = 0; i < 500; i++) {
        seed = seed * 1664525u + 1013904223u;
        offer_metric(10 + (seed >> 24));
        if (!route_name(seed >> 8))
            abort();
    }
    return NULL;
}

static int take_ticks(void)
{
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    pthread_sigmask(SIG_BLOCK, &set, &old);
    int n = ticks;
    ticks = ticks - n;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return n;
}

int main(void)
{
    pthread_t t[4];
    unsigned seeds[4] = { 1, 7, 13, 29 };
    struct sigaction sa;
    sigset_t all, saved;

    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_alarm;
    sigaction(SIGALRM, &sa, NULL);

    /* Workers inherit a full mask; only this thread takes the tick. */
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &saved);
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, router, &seeds[i]);
    pthread_sigmask(SIG_SETMASK, &saved, NULL);
    ualarm(1000, 1000);

    int seen = 0;
    for (int i = 0; i < 10; i++) {
        usleep(500);
        seen += take_ticks();
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("best %u updates %u fills %u ticks %d\n", best_metric, metric_updates, cache_fills, seen);
    return 0;
}
