// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Basket tier of the shop front end: baskets live in a shared memcached pool. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libmemcached/memcached.h>

#define BASKET_TTL 3600

struct basket_tier {
    memcached_st *mc;
    pthread_mutex_t mu; /* memcached_st is not usable from two threads */
};

struct basket {
    uint32_t n;
    struct { uint32_t sku, qty; } line[64];
};

extern int catalogue_load_price(uint32_t sku, uint64_t *cents);

static size_t basket_key(char *key, size_t cap, uint64_t user)
{
    return (size_t)snprintf(key, cap, "basket:%llu", (unsigned long long)user);
}

static int basket_put_line(struct basket *b, uint32_t sku, uint32_t qty)
{
    for (uint32_t i = 0; i < b->n; i++)
        if (b->line[i].sku == sku) {
            b->line[i].qty += qty;
            return 0;
        }
    if (b->n == 64)
        return -1;
    b->line[b->n].sku = sku;
    b->line[b->n].qty = qty;
    b->n++;
    return 0;
}

int basket_add(struct basket_tier *t, uint64_t user, uint32_t sku, uint32_t qty)
{
    char key[64];
    size_t klen = basket_key(key, sizeof(key), user), vlen = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    struct basket b = {0};

    pthread_mutex_lock(&t->mu);
    char *raw = memcached_get(t->mc, key, klen, &vlen, &flags, &rc);
    if (raw && vlen == sizeof(b))
        memcpy(&b, raw, sizeof(b));
    free(raw);
    if (basket_put_line(&b, sku, qty) < 0) {
        pthread_mutex_unlock(&t->mu);
        return -1;
    }
    rc = memcached_set(t->mc, key, klen, (const char *)&b, sizeof(b), BASKET_TTL, flags); // EXPECT: unversioned-write
    pthread_mutex_unlock(&t->mu);
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

static int fetch_with_cas(memcached_st *mc, const char *key, size_t klen, struct basket *b, uint64_t *cas)
{
    const char *keys[1] = { key };
    size_t lens[1] = { klen };
    memcached_return_t rc = memcached_mget(mc, keys, lens, 1);
    int found = 0;

    if (rc != MEMCACHED_SUCCESS)
        return -1;
    memcached_result_st *res;
    while ((res = memcached_fetch_result(mc, NULL, &rc)) != NULL) {
        if (memcached_result_length(res) == sizeof(*b)) {
            memcpy(b, memcached_result_value(res), sizeof(*b));
            *cas = memcached_result_cas(res);
            found = 1;
        }
        memcached_result_free(res);
    }
    return found ? 0 : 1;
}

int basket_drop_line(struct basket_tier *t, uint64_t user, uint32_t sku)
{
    char key[64];
    size_t klen = basket_key(key, sizeof(key), user);
    struct basket b;
    uint64_t cas = 0;
    int r;

    pthread_mutex_lock(&t->mu);
    r = fetch_with_cas(t->mc, key, klen, &b, &cas);
    if (r == 0) {
        for (uint32_t i = 0; i < b.n; i++)
            if (b.line[i].sku == sku) {
                b.line[i] = b.line[--b.n];
                break;
            }
        memcached_cas(t->mc, key, klen, (const char *)&b, sizeof(b), BASKET_TTL, 0, cas); // EXPECT: ignored-conflict
    }
    pthread_mutex_unlock(&t->mu);
    return r < 0 ? -1 : 0;
}

int basket_empty_line(struct basket_tier *t, uint64_t user, uint32_t sku)
{
    char key[64];
    size_t klen = basket_key(key, sizeof(key), user);
    struct basket b;
    uint64_t cas = 0;
    memcached_return_t rc;

    if (fetch_with_cas(t->mc, key, klen, &b, &cas) != 0)
        return -1;
    for (uint32_t i = 0; i < b.n; i++)
        if (b.line[i].sku == sku)
            b.line[i].qty = 0;
    rc = memcached_cas(t->mc, key, klen, (const char *)&b, sizeof(b), BASKET_TTL, 0, cas);
    if (rc == MEMCACHED_DATA_EXISTS) {
        fprintf(stderr, "basket %s changed meanwhile\n", key);
        rc = memcached_set(t->mc, key, klen, (const char *)&b, sizeof(b), BASKET_TTL, 0); // EXPECT: unversioned-write
    }
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int price_lookup(struct basket_tier *t, uint32_t sku, uint64_t *cents)
{
    char key[64];
    size_t klen = (size_t)snprintf(key, sizeof(key), "price:%u", sku), vlen = 0;
    uint32_t flags;
    memcached_return_t rc;
    char *raw = memcached_get(t->mc, key, klen, &vlen, &flags, &rc);

    if (raw && vlen == sizeof(*cents)) {
        memcpy(cents, raw, sizeof(*cents));
        free(raw);
        return 0;
    }
    free(raw);
    if (catalogue_load_price(sku, cents) < 0)
        return -1;
    memcached_set(t->mc, key, klen, (const char *)cents, sizeof(*cents), 300, 0);
    return 0;
}
