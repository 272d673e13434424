// RUN: %tocsin %s
// STD: gnu17
/* Resolver cache: many query threads, occasional inserts. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BUCKETS 1024
#define NQUERY  6

struct entry {
    struct entry *next;
    char name[128];
    uint32_t addr;
    time_t expires;
    uint64_t last_used;
};

struct cache {
    pthread_rwlock_t rw;
    struct entry *bucket[BUCKETS];
    uint64_t clock;
    unsigned entries;
    unsigned capacity;
};

static unsigned hash_name(const char *s)
{
    unsigned h = 5381;

    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % BUCKETS;
}

static struct entry *find(struct cache *c, const char *name)
{
    struct entry *e;

    for (e = c->bucket[hash_name(name)]; e; e = e->next)
        if (strcmp(e->name, name) == 0)
            return e;
    return NULL;
}

int cache_lookup(struct cache *c, const char *name, uint32_t *addr)
{
    struct entry *e;
    int hit = 0;

    pthread_rwlock_rdlock(&c->rw);
    e = find(c, name);
    if (e && e->expires > time(NULL)) { // EXPECT: wall-clock-interval
        c->clock++; // EXPECT: lost-update
        *addr = e->addr;
        hit = 1;
    }
    pthread_rwlock_unlock(&c->rw);
    return hit;
}

static void evict_oldest(struct cache *c)
{
    struct entry **pp, **victim = NULL;
    unsigned b;

    for (b = 0; b < BUCKETS; b++)
        for (pp = &c->bucket[b]; *pp; pp = &(*pp)->next)
            if (!victim || (*pp)->last_used < (*victim)->last_used)
                victim = pp;
    if (victim) {
        struct entry *e = *victim;

        *victim = e->next;
        free(e);
        c->entries--;
    }
}

int cache_insert(struct cache *c, const char *name, uint32_t addr, int ttl)
{
    struct entry *e;
    unsigned b = hash_name(name);

    pthread_rwlock_wrlock(&c->rw);
    e = find(c, name);
    if (!e) {
        if (c->entries >= c->capacity)
            evict_oldest(c);
        e = calloc(1, sizeof(*e));
        if (!e) {
            pthread_rwlock_unlock(&c->rw);
            return -1;
        }
        strncpy(e->name, name, sizeof(e->name) - 1);
        e->next = c->bucket[b];
        c->bucket[b] = e;
        c->entries++;
    }
    e->addr = addr;
    e->expires = time(NULL) + ttl;
    e->last_used = ++c->clock;
    pthread_rwlock_unlock(&c->rw);
    return 0;
}

static void *query_main(void *arg)
{
    struct cache *c = arg;
    uint32_t a;
    int i;

    for (i = 0; i < 10000; i++)
        if (!cache_lookup(c, "www.example.net", &a))
            cache_insert(c, "www.example.net", 0x7f000001u, 60);
    return NULL;
}

int resolver_start(struct cache *c, pthread_t tid[NQUERY])
{
    int i;

    pthread_rwlock_init(&c->rw, NULL);
    c->capacity = 4096;
    for (i = 0; i < NQUERY; i++)
        if (pthread_create(&tid[i], NULL, query_main, c) != 0)
            return i;
    return NQUERY;
}
