// RUN: %tocsin %s
// STD: gnu17
/* Resolver cache. Lookups run in parallel, updates take the lock for writing. */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BUCKETS 256

struct rr_entry {
    struct rr_entry *next;
    char name[64];
    struct in_addr addr;
    time_t expires;
    unsigned hits;
};

struct rr_cache {
    pthread_rwlock_t rw;
    struct rr_entry *bucket[BUCKETS];
    unsigned nentries;
    atomic_ulong lookups;
    atomic_ulong misses;
};

static unsigned name_hash(const char *s)
{
    unsigned h = 5381;

    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % BUCKETS;
}

static struct rr_entry *find_entry(const struct rr_cache *c, const char *name)
{
    struct rr_entry *e = c->bucket[name_hash(name)];

    while (e && strcmp(e->name, name) != 0)
        e = e->next;
    return e;
}

static bool rr_lookup(struct rr_cache *c, const char *name, struct in_addr *out)
{
    bool found = false;

    atomic_fetch_add_explicit(&c->lookups, 1, memory_order_relaxed);
    pthread_rwlock_rdlock(&c->rw);
    struct rr_entry *e = find_entry(c, name);
    if (e && e->expires > time(NULL)) { // EXPECT: wall-clock-interval
        *out = e->addr;
        e->hits++; // EXPECT: lost-update
        found = true;
    } else {
        atomic_fetch_add_explicit(&c->misses, 1, memory_order_relaxed);
    }
    pthread_rwlock_unlock(&c->rw);
    return found;
}

static int rr_store(struct rr_cache *c, const char *name, struct in_addr addr, unsigned ttl)
{
    int rc = 0;

    pthread_rwlock_wrlock(&c->rw);
    struct rr_entry *e = find_entry(c, name);
    if (!e) {
        unsigned h = name_hash(name);

        e = calloc(1, sizeof *e);
        if (!e) {
            rc = -1;
            goto out;
        }
        snprintf(e->name, sizeof e->name, "%s", name);
        e->next = c->bucket[h];
        c->bucket[h] = e;
        c->nentries++;
    }
    e->addr = addr;
    e->expires = time(NULL) + ttl;
out:
    pthread_rwlock_unlock(&c->rw);
    return rc;
}

/* Halve the popularity so that old favourites fade. */
static unsigned rr_age(struct rr_cache *c)
{
    unsigned cold = 0;

    pthread_rwlock_wrlock(&c->rw);
    for (unsigned i = 0; i < BUCKETS; i++) {
        for (struct rr_entry *e = c->bucket[i]; e; e = e->next) {
            e->hits /= 2;
            if (e->hits == 0)
                cold++;
        }
    }
    pthread_rwlock_unlock(&c->rw);
    return cold;
}

static void *client(void *arg)
{
    struct rr_cache *c = arg;
    struct in_addr a;
    char name[64];

    for (int i = 0; i < 20000; i++) {
        snprintf(name, sizeof name, "host%d.lan", i % 300);
        if (!rr_lookup(c, name, &a)) {
            a.s_addr = htonl(0x0a000000u + (uint32_t)(i % 300));
            if (rr_store(c, name, a, 60) < 0)
                break;
        }
    }
    return NULL;
}

int main(void)
{
    static struct rr_cache cache = { .rw = PTHREAD_RWLOCK_INITIALIZER };
    pthread_t t[4];

    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, client, &cache))
            abort();
    printf("%u cold\n", rr_age(&cache));
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%lu lookups, %lu misses\n", atomic_load(&cache.lookups), atomic_load(&cache.misses));
    return 0;
}
