// RUN: %tocsin %s
// STD: gnu17
/* shaper.c - per customer bandwidth accounts */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct account {
    uint32_t id;
    int64_t credit;
    uint64_t sent;
    uint64_t dropped;
    unsigned strikes;
    int suspended;
};

struct shaper {
    pthread_mutex_t big_lock;
    struct account *acct;
    size_t n, cap;
    uint64_t total_dropped;
    unsigned epoch;
};

static void SHAPER_LOCK(struct shaper *s)
{
    int rc = pthread_mutex_lock(&s->big_lock);
    if (rc) {
        fprintf(stderr, "shaper lock: %s\n", strerror(rc));
        abort();
    }
}

static void SHAPER_UNLOCK(struct shaper *s)
{
    pthread_mutex_unlock(&s->big_lock);
}

static struct account *acct_get(struct shaper *s, uint32_t id)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->acct[i].id == id)
            return &s->acct[i];
    if (s->n == s->cap) {
        size_t cap = s->cap ? s->cap * 2 : 64;
        struct account *a = realloc(s->acct, cap * sizeof(*a));
        if (!a)
            return NULL;
        s->acct = a;
        s->cap = cap;
    }
    struct account *a = &s->acct[s->n++];
    memset(a, 0, sizeof(*a));
    a->id = id;
    return a;
}

static void acct_penalise(struct shaper *s, struct account *a, unsigned len)
{
    a->dropped += len;
    s->total_dropped += len;
    if (++a->strikes >= 100 && !a->suspended)
        a->suspended = 1;
}

static int acct_charge(struct shaper *s, struct account *a, unsigned len)
{
    if (a->suspended || a->credit < (int64_t)len) {
        acct_penalise(s, a, len);
        return -EAGAIN;
    }
    a->credit -= len;
    a->sent += len;
    return 0;
}

int shaper_admit(struct shaper *s, uint32_t id, unsigned len)
{
    int rc = -ENOMEM;

    SHAPER_LOCK(s);
    struct account *a = acct_get(s, id);
    if (a)
        rc = acct_charge(s, a, len);
    SHAPER_UNLOCK(s);
    return rc;
}

static void refill_all(struct shaper *s, int64_t quantum)
{
    for (size_t i = 0; i < s->n; i++) {
        struct account *a = &s->acct[i];
        a->credit = a->credit + quantum > quantum * 8 ? quantum * 8 : a->credit + quantum;
        if (s->epoch % 600 == 0)
            a->strikes = 0;
    }
    s->epoch++;
}

static void *refill_timer(void *arg)
{
    struct shaper *s = arg;
    struct timespec ts = { 0, 100000000 };

    for (;;) {
        nanosleep(&ts, NULL);
        SHAPER_LOCK(s);
        refill_all(s, 125000);
        SHAPER_UNLOCK(s);
    }
    return NULL;
}

struct shaper *shaper_create(const uint32_t *known, size_t nknown)
{
    pthread_t t;
    struct shaper *s = calloc(1, sizeof(*s));

    if (!s)
        return NULL;
    pthread_mutex_init(&s->big_lock, NULL);
    for (size_t i = 0; i < nknown; i++) {
        struct account *a = acct_get(s, known[i]);
        if (a)
            a->credit += 125000;
    }
    s->epoch++;
    if (pthread_create(&t, NULL, refill_timer, s)) {
        free(s->acct);
        free(s);
        return NULL;
    }
    pthread_detach(t);
    return s;
}
