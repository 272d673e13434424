// RUN: %tocsin %s
// STD: gnu17
/* routecfg - routing tables published to packet threads; replaced tables are freed
 * once every thread has moved past them. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define THREADS 6
#define QUIESCENT UINT64_MAX

struct table {
    struct table *next_retired;
    uint64_t retired_epoch;
    time_t retired_at;
    unsigned nroutes;
    uint32_t prefix[64];
};

struct domain {
    pthread_mutex_t lock;
    struct table *current;
    struct table *retired;
    uint64_t epoch;
    uint64_t slot[THREADS];
    unsigned long freed, held_back;
};

static struct domain dom = { .lock = PTHREAD_MUTEX_INITIALIZER, .epoch = 1 };

static time_t mono_s(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

static const struct table *enter(struct domain *d, int self)
{
    const struct table *t;

    pthread_mutex_lock(&d->lock);
    d->slot[self] = d->epoch;
    t = d->current;
    pthread_mutex_unlock(&d->lock);
    return t;
}

static void leave(struct domain *d, int self)
{
    pthread_mutex_lock(&d->lock);
    d->slot[self] = QUIESCENT;
    pthread_mutex_unlock(&d->lock);
}

static void publish(struct domain *d, struct table *t)
{
    struct table *old;

    pthread_mutex_lock(&d->lock);
    old = d->current;
    d->current = t;
    if (old) {
        old->retired_epoch = d->epoch++;
        old->retired_at = mono_s();
        old->next_retired = d->retired;
        d->retired = old;
    }
    pthread_mutex_unlock(&d->lock);
}

static uint64_t oldest_active(const struct domain *d)
{
    uint64_t min = d->epoch;

    for (int i = 0; i < THREADS; i++)
        if (d->slot[i] < min)
            min = d->slot[i];
    return min;
}

static unsigned reclaim(struct domain *d, time_t linger)
{
    struct table **pp, *t;
    unsigned n = 0;
    uint64_t horizon;

    pthread_mutex_lock(&d->lock);
    horizon = oldest_active(d);
    for (pp = &d->retired; (t = *pp) != NULL; ) {
        if (mono_s() - t->retired_at < linger || t->retired_epoch >= horizon) {
            d->held_back++;
            pp = &t->next_retired;
            continue;
        }
        *pp = t->next_retired;
        free(t);
        n++;
    }
    d->freed += n;
    pthread_mutex_unlock(&d->lock);
    return n;
}

static void *packet_main(void *arg)
{
    int self = (int)(intptr_t)arg;
    uint32_t dst = 0x0a000000u + (uint32_t)self, hit = 0;

    for (;;) {
        const struct table *t = enter(&dom, self);

        for (unsigned i = 0; t && i < t->nroutes; i++)
            hit += t->prefix[i] == (dst & 0xffffff00u);
        leave(&dom, self);
        dst += 257 + (hit & 1);
    }
    return NULL;
}

static struct table *load_table(unsigned seed)
{
    struct table *t = calloc(1, sizeof *t);

    if (!t)
        return NULL;
    t->nroutes = 64;
    for (unsigned i = 0; i < t->nroutes; i++)
        t->prefix[i] = (seed * 2654435761u + i) << 8;
    return t;
}

int main(void)
{
    pthread_t th;

    for (int i = 0; i < THREADS; i++)
        dom.slot[i] = QUIESCENT;
    for (intptr_t i = 0; i < THREADS; i++)
        if (pthread_create(&th, NULL, packet_main, (void *)i))
            return 1;
    for (unsigned gen = 0;; gen++) {
        struct table *t = load_table(gen);

        if (t)
            publish(&dom, t);
        printf("generation %u, %u tables freed\n", gen, reclaim(&dom, 2));
        sleep(1);
    }
}
