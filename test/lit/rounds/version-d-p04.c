// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Shopping cart storage of the web shop; memcached is the only store of carts. */
#include <libmemcached/memcached.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CART_ITEMS 32
#define CART_TTL   (3 * 86400)

struct cart {
    uint32_t nitems;
    uint32_t voucher;
    struct { uint32_t sku; uint32_t qty; } item[CART_ITEMS];
};

extern int catalog_load(uint32_t sku, char *json, size_t cap);

static size_t cart_key(char *buf, size_t cap, const char *sid)
{
    return (size_t)snprintf(buf, cap, "cart:%s", sid);
}

static int cart_put_item(struct cart *c, uint32_t sku, uint32_t qty)
{
    uint32_t i;

    for (i = 0; i < c->nitems; i++) {
        if (c->item[i].sku == sku) {
            c->item[i].qty += qty;
            return 0;
        }
    }
    if (c->nitems == CART_ITEMS)
        return -1;
    c->item[c->nitems].sku = sku;
    c->item[c->nitems].qty = qty;
    c->nitems++;
    return 0;
}

int cart_open(memcached_st *mc, const char *sid)
{
    struct cart c = {0};
    char key[64];
    size_t klen = cart_key(key, sizeof(key), sid);
    memcached_return_t rc = memcached_add(mc, key, klen, (char *)&c, sizeof(c), CART_TTL, 0);

    return rc == MEMCACHED_SUCCESS || rc == MEMCACHED_NOTSTORED ? 0 : -1;
}

int cart_add(memcached_st *mc, const char *sid, uint32_t sku, uint32_t qty)
{
    char key[64], *raw;
    size_t klen = cart_key(key, sizeof(key), sid), len = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    struct cart c;

    raw = memcached_get(mc, key, klen, &len, &flags, &rc);
    if (!raw)
        return -1;
    if (len != sizeof(c)) {
        free(raw);
        return -1;
    }
    memcpy(&c, raw, sizeof(c));
    free(raw);
    if (cart_put_item(&c, sku, qty) != 0)
        return -1;
    rc = memcached_set(mc, key, klen, (const char *)&c, sizeof(c), CART_TTL, flags); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

static int cart_fetch(memcached_st *mc, const char *key, size_t klen,
                      struct cart *out, uint64_t *cas)
{
    const char *keys[1] = { key };
    size_t lens[1] = { klen };
    memcached_return_t rc;
    memcached_result_st *res;
    int rv = -1;

    if (memcached_mget(mc, keys, lens, 1) != MEMCACHED_SUCCESS)
        return -1;
    while ((res = memcached_fetch_result(mc, NULL, &rc)) != NULL) {
        if (memcached_result_length(res) == sizeof(*out)) {
            memcpy(out, memcached_result_value(res), sizeof(*out));
            *cas = memcached_result_cas(res);
            rv = 0;
        }
        memcached_result_free(res);
    }
    return rv;
}

int cart_apply_voucher(memcached_st *mc, const char *sid, uint32_t voucher)
{
    char key[64];
    size_t klen = cart_key(key, sizeof(key), sid);
    struct cart c;
    uint64_t cas = 0;

    if (cart_fetch(mc, key, klen, &c, &cas) != 0 || c.voucher != 0)
        return -1;
    c.voucher = voucher;
    memcached_cas(mc, key, klen, (const char *)&c, sizeof(c), CART_TTL, 0, cas); // EXPECT: ignored-conflict
    return 0;
}

/* Product pages: memcached in front of the catalogue. */
int product_page(memcached_st *mc, uint32_t sku, char *json, size_t cap)
{
    char key[64], *raw;
    size_t klen = (size_t)snprintf(key, sizeof(key), "prod:%u", sku), len = 0;
    uint32_t flags;
    memcached_return_t rc;

    raw = memcached_get(mc, key, klen, &len, &flags, &rc);
    if (raw) {
        snprintf(json, cap, "%.*s", (int)len, raw);
        free(raw);
        return 0;
    }
    if (catalog_load(sku, json, cap) != 0)
        return -1;
    memcached_set(mc, key, klen, json, strlen(json), 600, 0);
    return 0;
}
