// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Session cache of the web tier: shopping baskets in memcached. */
#include <libmemcached/memcached.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASKET_TTL 7200
#define BASKET_MAX 32

typedef struct {
    uint32_t sku;
    uint32_t qty;
} basket_item;

typedef struct {
    uint32_t    count;
    basket_item items[BASKET_MAX];
} basket;

static size_t basket_key(char *out, size_t len, const char *session)
{
    return (size_t)snprintf(out, len, "basket:%s", session);
}

static bool basket_gets(memcached_st *mc, const char *key, size_t klen, basket *b, uint64_t *cas)
{
    const char *keys[1] = { key };
    size_t lens[1] = { klen };
    memcached_return_t rc;
    memcached_result_st *res;
    bool found = false;

    memset(b, 0, sizeof(*b));
    if (memcached_mget(mc, keys, lens, 1) != MEMCACHED_SUCCESS)
        return false;
    while ((res = memcached_fetch_result(mc, NULL, &rc)) != NULL) {
        if (memcached_result_length(res) == sizeof(*b)) {
            memcpy(b, memcached_result_value(res), sizeof(*b));
            *cas = memcached_result_cas(res);
            found = true;
        }
        memcached_result_free(res);
    }
    return found;
}

static int basket_put_item(basket *b, uint32_t sku, uint32_t qty)
{
    for (uint32_t i = 0; i < b->count; i++)
        if (b->items[i].sku == sku) {
            b->items[i].qty += qty;
            return 0;
        }
    if (b->count == BASKET_MAX)
        return -1;
    b->items[b->count].sku = sku;
    b->items[b->count++].qty = qty;
    return 0;
}

int basket_add(memcached_st *mc, const char *session, uint32_t sku, uint32_t qty)
{
    char key[128];
    size_t klen = basket_key(key, sizeof(key), session);
    memcached_return_t rc;
    basket b;
    uint64_t cas = 0;

    do {
        if (!basket_gets(mc, key, klen, &b, &cas)) {
            memset(&b, 0, sizeof(b));
            basket_put_item(&b, sku, qty);
            rc = memcached_add(mc, key, klen, (const char *)&b, sizeof(b), BASKET_TTL, 0);
            if (rc == MEMCACHED_NOTSTORED)
                rc = MEMCACHED_DATA_EXISTS;
            continue;
        }
        if (basket_put_item(&b, sku, qty) != 0)
            return -1;
        rc = memcached_cas(mc, key, klen, (const char *)&b, sizeof(b), BASKET_TTL, 0, cas);
    } while (rc == MEMCACHED_DATA_EXISTS);
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int basket_remove(memcached_st *mc, const char *session, uint32_t sku)
{
    char key[128];
    size_t klen = basket_key(key, sizeof(key), session);
    basket b;
    uint64_t cas = 0;
    uint32_t i, j = 0;

    if (!basket_gets(mc, key, klen, &b, &cas))
        return 0;
    for (i = 0; i < b.count; i++)
        if (b.items[i].sku != sku)
            b.items[j++] = b.items[i];
    if (j == b.count)
        return 0;
    b.count = j;
    memcached_cas(mc, key, klen, (const char *)&b, sizeof(b), BASKET_TTL, 0, cas); // EXPECT: ignored-conflict
    return 1;
}

/* Login: the anonymous basket becomes part of the customer's basket. */
int basket_merge(memcached_st *mc, const char *session, const basket *anonymous)
{
    char key[128];
    size_t vlen = 0, klen = basket_key(key, sizeof(key), session);
    uint32_t flags = 0;
    memcached_return_t rc;
    basket b = { 0 };
    char *raw = memcached_get(mc, key, klen, &vlen, &flags, &rc);

    if (rc == MEMCACHED_SUCCESS && vlen == sizeof(b))
        memcpy(&b, raw, sizeof(b));
    free(raw);
    for (uint32_t i = 0; i < anonymous->count; i++)
        if (basket_put_item(&b, anonymous->items[i].sku, anonymous->items[i].qty) != 0)
            break;
    rc = memcached_set(mc, key, klen, (const char *)&b, sizeof(b), BASKET_TTL, flags); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}
