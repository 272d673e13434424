// RUN: %tocsin %s
// STD: gnu17
/* TLS session cache of a proxy: striped hash table with global totals. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STRIPES     16
#define ID_LEN      16

#define STRIPE_LOCK(s)   pthread_mutex_lock(&(s)->mu)
#define STRIPE_UNLOCK(s) pthread_mutex_unlock(&(s)->mu)
#define TOTALS_LOCK(c)   pthread_spin_lock(&(c)->totals_lock)
#define TOTALS_UNLOCK(c) pthread_spin_unlock(&(c)->totals_lock)

struct tls_session {
    struct tls_session *next;
    uint8_t             id[ID_LEN];
    time_t              expires;
    size_t              ticket_len;
    uint8_t             ticket[];
};

struct stripe {
    pthread_mutex_t     mu;
    struct tls_session *head;
    unsigned            count;
};

struct session_cache {
    struct stripe      stripes[STRIPES];
    pthread_spinlock_t totals_lock;
    size_t             total_bytes;      /* totals_lock */
    unsigned           total_sessions;   /* totals_lock */
    size_t             max_bytes;        /* constant after init */
};

static struct stripe *stripe_of(struct session_cache *c, const uint8_t *id)
{
    return &c->stripes[id[0] % STRIPES];
}

static bool totals_reserve(struct session_cache *c, size_t n)
{
    bool ok = false;

    TOTALS_LOCK(c);
    if (c->total_bytes + n <= c->max_bytes) {
        c->total_bytes += n;
        c->total_sessions++;
        ok = true;
    }
    TOTALS_UNLOCK(c);
    return ok;
}

static void totals_release(struct session_cache *c, size_t n)
{
    TOTALS_LOCK(c);
    c->total_bytes -= n;
    c->total_sessions--;
    TOTALS_UNLOCK(c);
}

static struct tls_session **stripe_slot(struct stripe *s, const uint8_t *id)
{
    struct tls_session **pp = &s->head;

    while (*pp && memcmp((*pp)->id, id, ID_LEN) != 0)
        pp = &(*pp)->next;
    return pp;
}

int cache_put(struct session_cache *c, const uint8_t *id, const void *ticket, size_t len)
{
    struct stripe *s = stripe_of(c, id);
    struct tls_session *e = malloc(sizeof(*e) + len), **pp;
    int rc = 0;

    if (!e)
        return -ENOMEM;
    memcpy(e->id, id, ID_LEN);
    memcpy(e->ticket, ticket, len);
    e->ticket_len = len;
    e->expires = time(NULL) + 300;

    STRIPE_LOCK(s);
    pp = stripe_slot(s, id);
    if (*pp) {
        rc = -EEXIST;
    } else if (!totals_reserve(c, len)) {
        rc = -ENOSPC;
    } else {
        e->next = NULL;
        *pp = e;
        s->count++;
        e = NULL;
    }
    STRIPE_UNLOCK(s);
    free(e);
    return rc;
}

int cache_remove(struct session_cache *c, const uint8_t *id)
{
    struct stripe *s = stripe_of(c, id);
    struct tls_session **pp, *e;
    int rc = -ENOENT;

    STRIPE_LOCK(s);
    pp = stripe_slot(s, id);
    e = *pp;
    if (e) {
        rc = 0;
        *pp = e->next;
        s->count--;
        totals_release(c, e->ticket_len);
    }
    STRIPE_UNLOCK(s);
    free(e);
    return rc;
}

/* Drops expired sessions of one stripe. */
static unsigned stripe_expire(struct session_cache *c, struct stripe *s, time_t now)
{
    struct tls_session **pp, *e;
    unsigned gone = 0;
    size_t bytes = 0;

    STRIPE_LOCK(s);
    for (pp = &s->head; (e = *pp) != NULL;) {
        if (e->expires > now) {
            pp = &e->next;
            continue;
        }
        *pp = e->next;
        s->count--;
        bytes += e->ticket_len;
        gone++;
        free(e);
    }
    if (gone) {
        TOTALS_LOCK(c);
        c->total_bytes -= bytes;
        TOTALS_UNLOCK(c);
        c->total_sessions -= gone; // EXPECT: lost-update
    }
    STRIPE_UNLOCK(s);
    return gone;
}

static void *proxy_thread(void *arg)
{
    struct session_cache *c = arg;
    uint8_t id[ID_LEN] = { 0 }, ticket[192] = { 0 };
    unsigned i;

    for (i = 0; i < 100000; i++) {
        id[0] = (uint8_t)(i * 31);
        id[1] = (uint8_t)(i >> 8);
        cache_put(c, id, ticket, 64 + i % 128);
        if (i % 3 == 0)
            cache_remove(c, id);
        if (i % 1000 == 0)
            stripe_expire(c, &c->stripes[(i / 1000) % STRIPES], time(NULL));
    }
    return NULL;
}

int main(void)
{
    static struct session_cache cache = { .max_bytes = 4u << 20 };
    pthread_t t[6];
    int i;

    pthread_spin_init(&cache.totals_lock, PTHREAD_PROCESS_PRIVATE);
    for (i = 0; i < STRIPES; i++)
        pthread_mutex_init(&cache.stripes[i].mu, NULL);
    for (i = 0; i < 6; i++)
        if (pthread_create(&t[i], NULL, proxy_thread, &cache) != 0)
            abort();
    for (i = 0; i < 6; i++)
        pthread_join(t[i], NULL);
    return cache.total_sessions == 0 ? 1 : 0;
}
