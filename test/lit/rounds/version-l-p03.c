// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Shopping carts kept in memcached; front ends on several hosts share the pool. */
#include <libmemcached/memcached.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CART_TTL (6 * 3600)

struct cart_line {
    unsigned sku;
    unsigned qty;
};

struct cart {
    unsigned n;
    struct cart_line line[32];
};

static pthread_mutex_t cart_mu = PTHREAD_MUTEX_INITIALIZER;

extern int catalog_load_price(unsigned sku, long *cents);

static int cart_key(char *key, size_t cap, const char *sid)
{
    return snprintf(key, cap, "cart:%s", sid);
}

static void cart_apply(struct cart *c, unsigned sku, int delta)
{
    unsigned i;
    for (i = 0; i < c->n; i++) {
        if (c->line[i].sku == sku) {
            c->line[i].qty = (unsigned)((int)c->line[i].qty + delta);
            return;
        }
    }
    if (delta > 0 && c->n < 32) {
        c->line[c->n].sku = sku;
        c->line[c->n++].qty = (unsigned)delta;
    }
}

int cart_add(memcached_st *mc, const char *sid, unsigned sku, int delta)
{
    char key[96], *val;
    size_t vlen = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    struct cart c;
    int klen = cart_key(key, sizeof key, sid);

    memset(&c, 0, sizeof c);
    pthread_mutex_lock(&cart_mu);
    val = memcached_get(mc, key, (size_t)klen, &vlen, &flags, &rc);
    if (val && vlen == sizeof c)
        memcpy(&c, val, sizeof c);
    free(val);
    cart_apply(&c, sku, delta);
    rc = memcached_set(mc, key, (size_t)klen, (const char *)&c, sizeof c, CART_TTL, 0); // EXPECT: unversioned-write
    pthread_mutex_unlock(&cart_mu);
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

static int cart_fetch(memcached_st *mc, const char *key, size_t klen, struct cart *c, uint64_t *cas)
{
    const char *keys[1] = { key };
    size_t lens[1] = { klen };
    memcached_result_st *res;
    memcached_return_t rc;
    int found = -1;

    if (memcached_mget(mc, keys, lens, 1) != MEMCACHED_SUCCESS)
        return -1;
    while ((res = memcached_fetch_result(mc, NULL, &rc)) != NULL) {
        if (memcached_result_length(res) == sizeof *c) {
            memcpy(c, memcached_result_value(res), sizeof *c);
            *cas = memcached_result_cas(res);
            found = 0;
        }
        memcached_result_free(res);
    }
    return found;
}

int cart_remove(memcached_st *mc, const char *sid, unsigned sku)
{
    char key[96];
    struct cart c;
    uint64_t cas;
    memcached_return_t rc = MEMCACHED_DATA_EXISTS;
    int klen = cart_key(key, sizeof key, sid), tries;

    for (tries = 0; tries < 10 && rc == MEMCACHED_DATA_EXISTS; tries++) {
        if (cart_fetch(mc, key, (size_t)klen, &c, &cas) != 0)
            return -1;
        cart_apply(&c, sku, -1);
        rc = memcached_cas(mc, key, (size_t)klen, (const char *)&c, sizeof c, CART_TTL, 0, cas);
    }
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

/* Called at checkout, after the order has been written. */
void cart_drop_sold(memcached_st *mc, const char *sid, const unsigned *sku, unsigned nsku)
{
    char key[96];
    struct cart c;
    uint64_t cas = 0;
    unsigned i, j, w = 0;
    int klen = cart_key(key, sizeof key, sid);

    if (cart_fetch(mc, key, (size_t)klen, &c, &cas) != 0)
        return;
    for (i = 0; i < c.n; i++) {
        for (j = 0; j < nsku && sku[j] != c.line[i].sku; j++)
            ;
        if (j == nsku)
            c.line[w++] = c.line[i];
    }
    c.n = w;
    (void)memcached_cas(mc, key, (size_t)klen, (const char *)&c, sizeof c, CART_TTL, 0, cas); // EXPECT: ignored-conflict
}

long price_of(memcached_st *mc, unsigned sku)
{
    char key[32], num[32], *val;
    size_t vlen = 0;
    uint32_t flags;
    memcached_return_t rc;
    long cents = -1;
    int klen = snprintf(key, sizeof key, "price:%u", sku), n;

    val = memcached_get(mc, key, (size_t)klen, &vlen, &flags, &rc);
    if (val) {
        cents = strtol(val, NULL, 10);
        free(val);
        return cents;
    }
    if (catalog_load_price(sku, &cents) != 0)
        return -1;
    n = snprintf(num, sizeof num, "%ld", cents);
    memcached_set(mc, key, (size_t)klen, num, (size_t)n, 60, 0);
    return cents;
}
