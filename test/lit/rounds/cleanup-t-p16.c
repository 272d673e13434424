// RUN: %tocsin %s
// STD: gnu17
/* object cache of a proxy: hash buckets with one lock each, a maintenance thread */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NBUCKETS 256

typedef uint64_t usec_t;

struct item {
    struct item *next;
    char        *key;
    void        *body;
    unsigned     refcount;
    usec_t       last_used;
};

struct bucket {
    pthread_mutex_t lock;
    struct item    *head;
};

static struct bucket table[NBUCKETS];
static usec_t        ttl_us  = 300u * 1000000u;
static usec_t        soft_us = 20u * 1000000u;

static usec_t now_us(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (usec_t)ts.tv_sec * 1000000u + (usec_t)ts.tv_nsec / 1000u;
}

static struct bucket *bucket_of(const char *key)
{
    uint32_t h = 2166136261u;

    while (*key)
        h = (h ^ (unsigned char)*key++) * 16777619u;
    return &table[h % NBUCKETS];
}

void cache_setup(void)
{
    for (int i = 0; i < NBUCKETS; i++)
        pthread_mutex_init(&table[i].lock, NULL);
}

struct item *cache_get(const char *key)
{
    struct bucket *b = bucket_of(key);
    struct item *it;

    pthread_mutex_lock(&b->lock);
    for (it = b->head; it; it = it->next) {
        if (strcmp(it->key, key) == 0) {
            it->refcount++;
            break;
        }
    }
    pthread_mutex_unlock(&b->lock);
    return it;
}

void cache_put(struct item *it)
{
    struct bucket *b = bucket_of(it->key);

    pthread_mutex_lock(&b->lock);
    it->refcount--;
    it->last_used = now_us();
    pthread_mutex_unlock(&b->lock);
}

static void item_free(struct item *it)
{
    free(it->key);
    free(it->body);
    free(it);
}

/* one pass over the whole table; called from the maintenance thread */
unsigned cache_maintain(void)
{
    const usec_t now = now_us();
    unsigned dropped = 0;

    for (int i = 0; i < NBUCKETS; i++) {
        struct bucket *b = &table[i];
        struct item **pp;

        pthread_mutex_lock(&b->lock);
        pp = &b->head;
        while (*pp) {
            struct item *it = *pp;

            if (it->refcount == 0 && now - it->last_used > ttl_us) { // EXPECT: unsigned-age
                *pp = it->next;
                item_free(it);
                dropped++;
            } else {
                pp = &it->next;
            }
        }
        pthread_mutex_unlock(&b->lock);
    }
    return dropped;
}

/* memory pressure: a shorter limit, one bucket at a time */
unsigned cache_squeeze(unsigned n)
{
    struct bucket *b = &table[n % NBUCKETS];
    struct item **pp;
    unsigned dropped = 0;
    usec_t start = now_us();

    pthread_mutex_lock(&b->lock);
    for (pp = &b->head; *pp;) {
        struct item *it = *pp;
        usec_t idle = start > it->last_used ? start - it->last_used : 0;

        if (it->refcount > 0 || idle <= soft_us) {
            pp = &it->next;
            continue;
        }
        *pp = it->next;
        item_free(it);
        dropped++;
    }
    pthread_mutex_unlock(&b->lock);
    return dropped;
}
