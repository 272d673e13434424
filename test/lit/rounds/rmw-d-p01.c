// RUN: %tocsin %s
// STD: gnu17
/* Answer cache of the forwarding resolver. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NBUCKETS 1024

struct answer {
    struct answer *next;
    char qname[256];
    uint16_t qtype;
    time_t expires;
    size_t len;
    unsigned char *wire;
};

struct dns_cache {
    pthread_mutex_t lock; /* buckets, bytes */
    struct answer *buckets[NBUCKETS];
    size_t bytes;

    pthread_mutex_t stat_lock; /* hits, misses */
    unsigned long hits;
    unsigned long misses;
};

static unsigned hash_name(const char *s, uint16_t t)
{
    unsigned h = 2166136261u ^ t;

    while (*s)
        h = (h ^ (unsigned char)*s++) * 16777619u;
    return h % NBUCKETS;
}

static struct answer *find_locked(struct dns_cache *c, const char *qname, uint16_t t)
{
    struct answer *a;

    for (a = c->buckets[hash_name(qname, t)]; a; a = a->next)
        if (a->qtype == t && strcmp(a->qname, qname) == 0)
            return a;
    return NULL;
}

int dns_cache_lookup(struct dns_cache *c, const char *qname, uint16_t t,
                     unsigned char *out, size_t cap)
{
    struct answer *a;
    int n = -1;

    pthread_mutex_lock(&c->lock);
    a = find_locked(c, qname, t);
    if (a && a->len <= cap && a->expires > time(NULL)) {
        memcpy(out, a->wire, a->len);
        n = (int)a->len;
    }
    pthread_mutex_unlock(&c->lock);

    pthread_mutex_lock(&c->stat_lock);
    if (n >= 0)
        c->hits++;
    else
        c->misses++;
    pthread_mutex_unlock(&c->stat_lock);
    return n;
}

int dns_cache_insert(struct dns_cache *c, struct answer *a)
{
    unsigned b = hash_name(a->qname, a->qtype);
    int rc = 0;

    pthread_mutex_lock(&c->lock);
    if (find_locked(c, a->qname, a->qtype)) {
        rc = -1;
        goto out;
    }
    a->next = c->buckets[b];
    c->buckets[b] = a;
    c->bytes += a->len;
out:
    pthread_mutex_unlock(&c->lock);
    return rc;
}

/* Called for names close to their TTL; a still valid answer counts as a hit. */
int dns_cache_prefetch_due(struct dns_cache *c, const char *qname, uint16_t t)
{
    struct answer *a;
    int due = 0;

    pthread_mutex_lock(&c->lock);
    a = find_locked(c, qname, t);
    if (a) {
        due = a->expires - time(NULL) < 10;
        c->hits++; // EXPECT: lost-update
    }
    pthread_mutex_unlock(&c->lock);
    return due;
}

static void *expire_main(void *arg)
{
    struct dns_cache *c = arg;

    for (;;) {
        struct answer *dead = NULL, **pp, *a;
        size_t freed = 0;
        time_t now = time(NULL);
        int i;

        pthread_mutex_lock(&c->lock);
        for (i = 0; i < NBUCKETS; i++) {
            pp = &c->buckets[i];
            while ((a = *pp) != NULL) {
                if (a->expires > now) {
                    pp = &a->next;
                    continue;
                }
                *pp = a->next;
                a->next = dead;
                dead = a;
            }
        }
        pthread_mutex_unlock(&c->lock);

        while ((a = dead) != NULL) {
            dead = a->next;
            freed += a->len;
            free(a->wire);
            free(a);
        }
        c->bytes -= freed; // EXPECT: lost-update
        sleep(5);
    }
    return NULL;
}

void dns_cache_report(struct dns_cache *c, FILE *fp)
{
    pthread_mutex_lock(&c->stat_lock);
    fprintf(fp, "hits %lu misses %lu\n", c->hits, c->misses);
    c->hits = c->misses = 0;
    pthread_mutex_unlock(&c->stat_lock);
}

int dns_cache_start(struct dns_cache *c)
{
    pthread_t tid;

    memset(c, 0, sizeof *c);
    pthread_mutex_init(&c->lock, NULL);
    pthread_mutex_init(&c->stat_lock, NULL);
    return pthread_create(&tid, NULL, expire_main, c);
}
