// RUN: %tocsin %s
// STD: gnu17
/*
 * zonetab.c -- authoritative record table with dynamic updates.
 *
 * Clients send the generation they last saw; a generation that is no
 * longer current is answered with ZT_STALE and the client asks again.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZT_OK       0
#define ZT_NXNAME   1
#define ZT_STALE    2
#define ZT_FORMERR  3
#define ZT_SERVFAIL 4

#define RDATA_MAX 256

struct rrset {
    unsigned long generation;
    unsigned int ttl;
    unsigned int rdlen;
    unsigned char rdata[RDATA_MAX];
};

struct zname {
    char owner[64];
    struct rrset rr;
    struct zname *next;           /* names are never removed while loaded */
};

struct zonetab {
    pthread_mutex_t lock;
    struct zname *buckets[251];
    FILE *journal;
};

static unsigned hash_name(const char *s)
{
    unsigned h = 5381;

    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % 251;
}

static struct zname *find_name(struct zonetab *zt, const char *owner)
{
    struct zname *n;

    for (n = zt->buckets[hash_name(owner)]; n != NULL; n = n->next)
        if (strcmp(n->owner, owner) == 0)
            return n;
    return NULL;
}

static int is_current(const struct zname *n, unsigned long expected_gen)
{
    return n->rr.generation == expected_gen;
}

static int journal_append(struct zonetab *zt, const char *owner, const struct rrset *rr)
{
    if (fprintf(zt->journal, "%s %u %u\n", owner, rr->ttl, rr->rdlen) < 0)
        return -1;
    return fflush(zt->journal) == 0 ? 0 : -1;
}

/* Replace the data of a name. */
int zonetab_update(struct zonetab *zt, const char *owner, unsigned long expected_gen,
                   const unsigned char *rdata, unsigned int rdlen, unsigned int ttl)
{
    struct zname *n;
    struct rrset next;

    if (rdlen > RDATA_MAX)
        return ZT_FORMERR;
    pthread_mutex_lock(&zt->lock);
    n = find_name(zt, owner);
    if (n == NULL) {
        pthread_mutex_unlock(&zt->lock);
        return ZT_NXNAME;
    }
    if (n->rr.generation != expected_gen) {
        pthread_mutex_unlock(&zt->lock);
        return ZT_STALE;
    }
    next = n->rr;
    pthread_mutex_unlock(&zt->lock);

    memcpy(next.rdata, rdata, rdlen);
    next.rdlen = rdlen;
    next.ttl = ttl;
    next.generation = expected_gen + 1;
    if (journal_append(zt, owner, &next) != 0)
        return ZT_SERVFAIL;

    pthread_mutex_lock(&zt->lock);
    n->rr = next; // EXPECT: unchecked-version
    pthread_mutex_unlock(&zt->lock);
    return ZT_OK;
}

/* Change only the ttl. */
int zonetab_set_ttl(struct zonetab *zt, const char *owner, unsigned long expected_gen,
                    unsigned int ttl)
{
    struct zname *n;
    struct rrset next;
    int rc = ZT_OK;

    pthread_mutex_lock(&zt->lock);
    n = find_name(zt, owner);
    if (n == NULL || !is_current(n, expected_gen)) {
        pthread_mutex_unlock(&zt->lock);
        return n == NULL ? ZT_NXNAME : ZT_STALE;
    }
    next = n->rr;
    pthread_mutex_unlock(&zt->lock);

    next.ttl = ttl;
    next.generation = expected_gen + 1;
    if (journal_append(zt, owner, &next) != 0)
        return ZT_SERVFAIL;

    pthread_mutex_lock(&zt->lock);
    if (is_current(n, expected_gen))
        n->rr = next;
    else
        rc = ZT_STALE;
    pthread_mutex_unlock(&zt->lock);
    return rc;
}
