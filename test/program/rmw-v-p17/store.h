#ifndef STORE_H
#define STORE_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STRIPES 64
#define BUCKETS 4096

struct item {
    struct item *next;
    uint64_t hash;
    uint64_t value;
    size_t size;
};

struct store {
    pthread_mutex_t stripe[STRIPES];
    struct item *bucket[BUCKETS];
    pthread_mutex_t acct;
    size_t bytes;
    size_t limit;
    uint64_t evicted;
    unsigned scan;
};

static inline pthread_mutex_t *stripe_of(struct store *s, uint64_t hash)
{
    return &s->stripe[hash % STRIPES];
}

void store_init(struct store *s, size_t limit);
bool store_add(struct store *s, uint64_t hash, uint64_t value, size_t size);
bool store_incr(struct store *s, uint64_t hash, uint64_t by, uint64_t *out);
bool store_del(struct store *s, uint64_t hash);
int evictor_start(struct store *s, unsigned n);
#endif
