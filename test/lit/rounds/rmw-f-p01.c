// RUN: %tocsin %s
// STD: gnu17
/* rrcache.c - answer cache of the stub resolver */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define RR_BUCKETS 1024
#define RR_NAME_MAX 256

struct rr_entry {
    struct rr_entry *next;
    char name[RR_NAME_MAX];
    uint16_t type;
    time_t expires;
    uint8_t rdata[16];
};

struct rr_cache {
    pthread_mutex_t lock;
    struct rr_entry *buckets[RR_BUCKETS];
    size_t count;
    unsigned long hits;
    unsigned long misses;
    unsigned long expired;
};

static struct rr_cache cache = { .lock = PTHREAD_MUTEX_INITIALIZER };

static unsigned rr_hash(const char *name, uint16_t type)
{
    unsigned h = 2166136261u ^ type;
    while (*name)
        h = (h ^ (unsigned char)(*name++ | 0x20)) * 16777619u;
    return h % RR_BUCKETS;
}

static int rr_cache_get(const char *name, uint16_t type, uint8_t out[16])
{
    struct rr_entry *e;
    time_t now = time(NULL);

    pthread_mutex_lock(&cache.lock);
    for (e = cache.buckets[rr_hash(name, type)]; e; e = e->next) {
        if (e->type != type || strcasecmp(e->name, name) != 0)
            continue;
        if (e->expires <= now) // EXPECT: wall-clock-interval
            break;
        memcpy(out, e->rdata, sizeof(e->rdata));
        cache.hits++;
        pthread_mutex_unlock(&cache.lock);
        return 0;
    }
    pthread_mutex_unlock(&cache.lock);
    cache.misses++; // EXPECT: lost-update
    return -1;
}

static int rr_cache_put(const char *name, uint16_t type, const uint8_t rdata[16], unsigned ttl)
{
    unsigned b = rr_hash(name, type);
    struct rr_entry *e;
    int rc = 0;

    pthread_mutex_lock(&cache.lock);
    for (e = cache.buckets[b]; e; e = e->next)
        if (e->type == type && strcasecmp(e->name, name) == 0)
            break;
    if (!e) {
        e = calloc(1, sizeof(*e));
        if (!e) {
            rc = -1;
            goto out;
        }
        snprintf(e->name, sizeof(e->name), "%s", name);
        e->type = type;
        e->next = cache.buckets[b];
        cache.buckets[b] = e;
        cache.count++;
    }
    e->expires = time(NULL) + ttl;
    memcpy(e->rdata, rdata, sizeof(e->rdata));
out:
    pthread_mutex_unlock(&cache.lock);
    return rc;
}

static void rr_cache_sweep(time_t now)
{
    pthread_mutex_lock(&cache.lock);
    for (unsigned i = 0; i < RR_BUCKETS; i++) {
        struct rr_entry **pp = &cache.buckets[i];
        while (*pp) {
            struct rr_entry *e = *pp;
            if (e->expires > now) {
                pp = &e->next;
                continue;
            }
            *pp = e->next;
            cache.count--;
            cache.expired++;
            free(e);
        }
    }
    pthread_mutex_unlock(&cache.lock);
}

void rr_cache_stats(FILE *f)
{
    pthread_mutex_lock(&cache.lock);
    fprintf(f, "entries %zu hits %lu misses %lu expired %lu\n",
            cache.count, cache.hits, cache.misses, cache.expired);
    cache.hits = cache.misses = 0;
    pthread_mutex_unlock(&cache.lock);
}

static void *query_worker(void *arg)
{
    char line[RR_NAME_MAX];
    uint8_t addr[16] = { 0 };
    FILE *in = arg;

    while (fgets(line, sizeof(line), in)) {
        line[strcspn(line, "\n")] = '\0';
        if (rr_cache_get(line, 28, addr) < 0)
            rr_cache_put(line, 28, addr, 300);
    }
    rr_cache_sweep(time(NULL));
    return NULL;
}

int main(void)
{
    pthread_t tid[4];
    for (int i = 0; i < 4; i++)
        if (pthread_create(&tid[i], NULL, query_worker, stdin) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(tid[i], NULL);
    rr_cache_stats(stdout);
    return 0;
}
