// RUN: %tocsin %s
// STD: gnu17
/* Leader heartbeat: nodes watch a lease and one of them takes it over when it lapses. */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

struct lease {
    pthread_mutex_t mu;
    pthread_cond_t changed;
    int holder;
    unsigned long term;
    unsigned long beats;
    long budget_ms;
    int down;
};

static struct lease lease = {
    .mu = PTHREAD_MUTEX_INITIALIZER,
    .changed = PTHREAD_COND_INITIALIZER,
    .budget_ms = 5,
};
static atomic_uint elections;
static atomic_flag snapshot_running = ATOMIC_FLAG_INIT;
static _Thread_local unsigned long my_beats;

/* lease.mu is held by the caller */
static int take_over(struct lease *l, int node)
{
    if (l->holder != 0)
        return 0;
    l->holder = node;
    l->term++;
    elections++;
    pthread_cond_broadcast(&l->changed);
    return 1;
}

static void beat(struct lease *l, int node)
{
    pthread_mutex_lock(&l->mu);
    if (l->holder == node)
        l->beats++;
    else
        take_over(l, node);
    pthread_mutex_unlock(&l->mu);
    my_beats++;
}

static void step_down(struct lease *l, int node)
{
    pthread_mutex_lock(&l->mu);
    if (l->holder == node) {
        l->holder = 0;
        pthread_cond_broadcast(&l->changed);
    }
    pthread_mutex_unlock(&l->mu);
}

static long measure_rtt(int node)
{
    nanosleep(&(struct timespec){0, 20000}, NULL);
    return 1 + node % 3;
}

static void tune(struct lease *l, int node)
{
    pthread_mutex_lock(&l->mu);
    unsigned long term = l->term;
    long budget = l->budget_ms;
    pthread_mutex_unlock(&l->mu);

    long rtt = measure_rtt(node);

    pthread_mutex_lock(&l->mu);
    if (l->term == term && l->budget_ms == budget)
        l->budget_ms = (budget * 3 + rtt) / 4 + 1;
    pthread_mutex_unlock(&l->mu);
}

static int follow(struct lease *l, int node)
{
    int won = 0;
    pthread_mutex_lock(&l->mu);
    while (l->holder != 0 && l->holder != node && !l->down) {
        struct timespec ts;
        clock_gettime(CLOCK_REALTIME, &ts);
        ts.tv_nsec += l->budget_ms * 1000000L;
        if (ts.tv_nsec >= 1000000000L) {
            ts.tv_nsec -= 1000000000L;
            ts.tv_sec++;
        }
        if (pthread_cond_timedwait(&l->changed, &l->mu, &ts) == ETIMEDOUT)
            break;
    }
    if (!l->down)
        won = take_over(l, node);
    pthread_mutex_unlock(&l->mu);
    return won;
}

static void *node_main(void *arg)
{
    int node = (int)(long)arg;
    for (int i = 0; i < 50; i++) {
        follow(&lease, node);
        beat(&lease, node);
        if (i % 5 == 0)
            tune(&lease, node);
        if (!atomic_flag_test_and_set(&snapshot_running)) {
            measure_rtt(node);
            atomic_flag_clear(&snapshot_running);
        }
        step_down(&lease, node);
    }
    return (void *)my_beats;
}

int main(void)
{
    pthread_t th[3];
    for (long i = 0; i < 3; i++)
        pthread_create(&th[i], NULL, node_main, (void *)(i + 1));
    for (int i = 0; i < 3; i++)
        pthread_join(th[i], NULL);
    lease.down = 1;
    lease.holder = 0;
    printf("term %lu beats %lu elections %u\n", lease.term, lease.beats, elections);
    return 0;
}
