// RUN: %tocsin %s
// STD: gnu17
/* Stub resolver cache: striped buckets, negative entries, opportunistic sweep. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NBUCKET 64
#define NSTRIPE 8

struct rrset {
    struct rrset *next;
    char *owner;
    uint16_t type;
    time_t expires;
    uint32_t uses;
};

struct stripe {
    pthread_mutex_t mu;
    uint32_t entries;
    uint32_t hits, misses;
};

static struct rrset *buckets[NBUCKET];
static struct stripe stripes[NSTRIPE];

static uint32_t hash_owner(const char *s)
{
    uint32_t h = 5381;
    while (*s)
        h = h * 33u ^ (uint8_t)*s++;
    return h % NBUCKET;
}

static struct stripe *stripe_of(uint32_t b) { return &stripes[b % NSTRIPE]; }

static struct stripe *bucket_enter(uint32_t b)
{
    struct stripe *s = stripe_of(b);
    pthread_mutex_lock(&s->mu);
    return s;
}

static void bucket_leave(struct stripe *s) { pthread_mutex_unlock(&s->mu); }

void cache_init(void)
{
    for (int i = 0; i < NSTRIPE; i++) {
        pthread_mutex_init(&stripes[i].mu, NULL);
        stripes[i].entries = 0;
    }
}

static struct rrset *find(uint32_t b, const char *owner, uint16_t type)
{
    for (struct rrset *r = buckets[b]; r; r = r->next)
        if (r->type == type && strcmp(r->owner, owner) == 0)
            return r;
    return NULL;
}

static void unlink_expired(struct stripe *s, uint32_t b, time_t now)
{
    struct rrset **pp = &buckets[b];
    while (*pp) {
        struct rrset *r = *pp;
        if (r->expires > now) {
            pp = &r->next;
            continue;
        }
        *pp = r->next;
        s->entries--;
        free(r->owner);
        free(r);
    }
}

int cache_lookup(const char *owner, uint16_t type, time_t *ttl)
{
    uint32_t b = hash_owner(owner);
    struct stripe *s = bucket_enter(b);
    struct rrset *r = find(b, owner, type);
    if (r) {
        r->uses++;
        s->hits++;
        *ttl = r->expires - time(NULL);
    } else {
        s->misses++;
    }
    bucket_leave(s);
    return r != NULL;
}

int cache_insert(const char *owner, uint16_t type, uint32_t ttl)
{
    uint32_t b = hash_owner(owner);
    struct rrset *n = calloc(1, sizeof *n);
    if (!n || !(n->owner = strdup(owner))) {
        free(n);
        return -1;
    }
    n->type = type;
    n->expires = time(NULL) + ttl;
    n->uses += 1;

    struct stripe *s = bucket_enter(b);
    struct rrset *old = find(b, owner, type);
    if (!old) {
        n->next = buckets[b];
        buckets[b] = n;
        s->entries++;
        n = NULL;
    } else if (old->expires < n->expires) { // EXPECT-NOISE: wall-clock-interval
        old->expires = n->expires;
    }
    bucket_leave(s);
    if (n) {
        free(n->owner);
        free(n);
    }
    return 0;
}

void cache_sweep(void)
{
    time_t now = time(NULL);
    for (uint32_t b = 0; b < NBUCKET; b++) {
        struct stripe *s = stripe_of(b);
        if (pthread_mutex_trylock(&s->mu) != 0)
            continue;
        unlink_expired(s, b, now);
        pthread_mutex_unlock(&s->mu);
    }
}
