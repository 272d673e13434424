// RUN: %tocsin %s
// STD: gnu17
/* Login throttle of the mail front end. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define THROTTLE_SLOTS 512u

struct offender {
    uint32_t addr;
    unsigned failures;
    uint64_t last_ms;
    struct offender *next;
};

struct throttle {
    pthread_mutex_t mu;
    struct offender *recent[THROTTLE_SLOTS];
    struct offender *penalised;
    uint64_t window_ms;
    uint64_t penalty_ms;
    unsigned max_failures;
};

static uint64_t clock_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000 + (uint64_t)(ts.tv_nsec / 1000000);
}

static uint64_t elapsed_ms(uint64_t now, uint64_t then)
{
    return now > then ? now - then : 0;
}

static struct offender **slot_of(struct throttle *t, uint32_t addr)
{
    struct offender **pp = &t->recent[(addr * 2654435761u) % THROTTLE_SLOTS];
    while (*pp && (*pp)->addr != addr)
        pp = &(*pp)->next;
    return pp;
}

static void throttle_failure(struct throttle *t, uint32_t addr)
{
    pthread_mutex_lock(&t->mu);
    struct offender **pp = slot_of(t, addr);
    if (!*pp)
        *pp = calloc(1, sizeof **pp);
    struct offender *o = *pp;
    if (o) {
        o->addr = addr;
        o->last_ms = clock_ms();
        if (++o->failures >= t->max_failures) {
            *pp = o->next;
            o->last_ms += t->penalty_ms;
            o->next = t->penalised;
            t->penalised = o;
        }
    }
    pthread_mutex_unlock(&t->mu);
}

static bool throttle_blocked(struct throttle *t, uint32_t addr)
{
    bool hit = false;
    pthread_mutex_lock(&t->mu);
    for (struct offender *o = t->penalised; o && !hit; o = o->next)
        hit = o->addr == addr;
    pthread_mutex_unlock(&t->mu);
    return hit;
}

static void expire_recent(struct throttle *t, uint64_t now)
{
    pthread_mutex_lock(&t->mu);
    for (unsigned i = 0; i < THROTTLE_SLOTS; i++) {
        struct offender **pp = &t->recent[i];
        while (*pp) {
            struct offender *o = *pp;
            if (elapsed_ms(now, o->last_ms) <= t->window_ms) {
                pp = &o->next;
                continue;
            }
            *pp = o->next;
            free(o);
        }
    }
    pthread_mutex_unlock(&t->mu);
}

static unsigned release_penalised(struct throttle *t)
{
    unsigned n = 0;
    pthread_mutex_lock(&t->mu);
    uint64_t now = clock_ms();
    for (struct offender **pp = &t->penalised; *pp;) {
        struct offender *o = *pp;
        uint64_t quiet = now - o->last_ms;
        if (quiet < t->window_ms) { // EXPECT: unsigned-age
            pp = &o->next;
            continue;
        }
        *pp = o->next;
        free(o);
        n++;
    }
    pthread_mutex_unlock(&t->mu);
    return n;
}

static struct throttle logins = {
    .mu = PTHREAD_MUTEX_INITIALIZER, .window_ms = 60000, .penalty_ms = 900000, .max_failures = 5};

static void *listener(void *arg)
{
    uint32_t base = (uint32_t)(uintptr_t)arg;
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t addr = base + i % 16;
        if (!throttle_blocked(&logins, addr))
            throttle_failure(&logins, addr); // EXPECT-NOISE: check-then-act
    }
    return NULL;
}

int main(void)
{
    pthread_t th[3];
    for (uintptr_t i = 0; i < 3; i++)
        pthread_create(&th[i], NULL, listener, (void *)(i << 8));
    for (int tick = 0; tick < 5; tick++) {
        expire_recent(&logins, clock_ms());
        printf("released %u\n", release_penalised(&logins));
        sleep(1);
    }
    for (int i = 0; i < 3; i++)
        pthread_join(th[i], NULL);
    return 0;
}
