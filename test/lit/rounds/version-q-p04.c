// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Shopping cart held in memcached; every web node writes it. */
#include <libmemcached/memcached.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CART_MAX_LINES 64
#define CART_TTL (3 * 24 * 3600)

struct cart_line {
    uint32_t sku;
    uint16_t qty;
    uint16_t flags;
};

struct cart {
    uint32_t n;
    struct cart_line line[CART_MAX_LINES];
};

static size_t cart_key(char *out, size_t cap, uint64_t user)
{
    return (size_t)snprintf(out, cap, "cart:%llu", (unsigned long long)user);
}

static bool cart_parse(const char *raw, size_t len, struct cart *c)
{
    if (!raw || len != sizeof *c)
        return false;
    memcpy(c, raw, sizeof *c);
    return c->n <= CART_MAX_LINES;
}

static bool cart_put_line(struct cart *c, uint32_t sku, uint16_t qty)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->line[i].sku == sku) {
            c->line[i].qty = (uint16_t)(c->line[i].qty + qty);
            return true;
        }
    }
    if (c->n == CART_MAX_LINES)
        return false;
    c->line[c->n++] = (struct cart_line){ .sku = sku, .qty = qty };
    return true;
}

static void cart_drop_line(struct cart *c, uint32_t sku)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->line[i].sku == sku) {
            c->line[i] = c->line[--c->n];
            return;
        }
}

memcached_st *cart_connect(const char *host, in_port_t port)
{
    memcached_st *m = memcached_create(NULL);

    if (!m)
        return NULL;
    memcached_behavior_set(m, MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1);
    if (memcached_server_add(m, host, port) != MEMCACHED_SUCCESS) {
        memcached_free(m);
        return NULL;
    }
    return m;
}

static bool cart_fetch(memcached_st *m, const char *key, size_t klen, struct cart *c,
                       uint64_t *cas)
{
    const char *keys[1] = { key };
    size_t lens[1] = { klen };
    memcached_result_st res;
    memcached_return_t rc;
    bool ok = false;

    if (memcached_mget(m, keys, lens, 1) != MEMCACHED_SUCCESS)
        return false;
    memcached_result_create(m, &res);
    while (memcached_fetch_result(m, &res, &rc)) {
        ok = cart_parse(memcached_result_value(&res), memcached_result_length(&res), c);
        *cas = memcached_result_cas(&res);
    }
    memcached_result_free(&res);
    return ok;
}

int cart_add(memcached_st *m, uint64_t user, uint32_t sku, uint16_t qty)
{
    char key[40];
    size_t klen = cart_key(key, sizeof key, user), len = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    struct cart c;
    char *raw = memcached_get(m, key, klen, &len, &flags, &rc);
    bool ok = cart_parse(raw, len, &c);

    free(raw);
    if (!ok || !cart_put_line(&c, sku, qty))
        return -1;
    rc = memcached_set(m, key, klen, (const char *)&c, sizeof c, CART_TTL, 0); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int cart_merge_guest(memcached_st *m, uint64_t user, const struct cart *guest)
{
    char key[40];
    size_t klen = cart_key(key, sizeof key, user);
    memcached_return_t rc;

    do {
        struct cart c;
        uint64_t cas;
        if (!cart_fetch(m, key, klen, &c, &cas))
            return -1;
        for (uint32_t i = 0; i < guest->n && i < CART_MAX_LINES; i++)
            if (!cart_put_line(&c, guest->line[i].sku, guest->line[i].qty))
                return -1;
        rc = memcached_cas(m, key, klen, (const char *)&c, sizeof c, CART_TTL, 0, cas);
    } while (rc == MEMCACHED_DATA_EXISTS);
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int cart_remove(memcached_st *m, uint64_t user, uint32_t sku)
{
    char key[40];
    size_t klen = cart_key(key, sizeof key, user);
    struct cart c, probe;
    uint64_t cas, cas_now;

    if (!cart_fetch(m, key, klen, &c, &cas))
        return -1;
    cart_drop_line(&c, sku);
    for (int i = 0; i < 3; i++) {
        if (!cart_fetch(m, key, klen, &probe, &cas_now))
            return -1;
        if (memcached_cas(m, key, klen, (const char *)&c, sizeof c, CART_TTL, 0, cas_now) == MEMCACHED_SUCCESS) // EXPECT-MISS: unversioned-write
            return 0;
    }
    return -1;
}
