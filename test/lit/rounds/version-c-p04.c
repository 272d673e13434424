// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* cart-cache: shopping carts kept in a memcached pool shared by all web heads. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libmemcached/memcached.h>

#define CART_TTL 86400
#define CART_MAX 8192

struct cart_blob {
    char data[CART_MAX];
    size_t len;
    uint64_t cas;
};

static int cart_key(char *out, size_t cap, uint64_t session)
{
    return snprintf(out, cap, "cart:%016llx", (unsigned long long)session);
}

static bool fetch_cart(memcached_st *mc, const char *key, struct cart_blob *b)
{
    const char *keys[1] = { key };
    size_t lens[1] = { strlen(key) };
    memcached_return_t rc;
    memcached_result_st *res;
    bool found = false;

    b->len = 0;
    b->cas = 0;
    if (memcached_mget(mc, keys, lens, 1) != MEMCACHED_SUCCESS)
        return false;
    while ((res = memcached_fetch_result(mc, NULL, &rc)) != NULL) {
        b->len = memcached_result_length(res);
        if (b->len > sizeof b->data)
            b->len = sizeof b->data;
        memcpy(b->data, memcached_result_value(res), b->len);
        b->cas = memcached_result_cas(res);
        memcached_result_free(res);
        found = true;
    }
    return found;
}

static bool append_line(struct cart_blob *b, const char *sku, int qty)
{
    int n = snprintf(b->data + b->len, sizeof b->data - b->len, "%s=%d;", sku, qty);

    if (n < 0 || (size_t)n >= sizeof b->data - b->len)
        return false;
    b->len += (size_t)n;
    return true;
}

int cart_add_item(memcached_st *mc, uint64_t session, const char *sku, int qty)
{
    char key[64];
    struct cart_blob b;
    memcached_return_t rc;
    int klen = cart_key(key, sizeof key, session);

    if (!fetch_cart(mc, key, &b) || !append_line(&b, sku, qty))
        return -1;
    rc = memcached_cas(mc, key, (size_t)klen, b.data, b.len, CART_TTL, 0, b.cas);
    if (rc == MEMCACHED_DATA_EXISTS)
        rc = memcached_set(mc, key, (size_t)klen, b.data, b.len, CART_TTL, 0); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int cart_drop_last(memcached_st *mc, uint64_t session)
{
    char key[64];
    struct cart_blob b;
    memcached_return_t rc;
    int tries = 4, klen = cart_key(key, sizeof key, session);

    do {
        if (!fetch_cart(mc, key, &b) || b.len < 2)
            return -1;
        for (b.len--; b.len > 0 && b.data[b.len - 1] != ';'; b.len--)
            ;
        rc = memcached_cas(mc, key, (size_t)klen, b.data, b.len, CART_TTL, 0, b.cas);
    } while (rc == MEMCACHED_DATA_EXISTS && --tries > 0);
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int recent_push(memcached_st *mc, uint64_t user, const char *sku)
{
    char key[64], next[1024];
    size_t vlen = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    int klen = snprintf(key, sizeof key, "recent:%llu", (unsigned long long)user);
    char *old = memcached_get(mc, key, (size_t)klen, &vlen, &flags, &rc);

    if (old == NULL && rc != MEMCACHED_NOTFOUND)
        return -1;
    snprintf(next, sizeof next, "%s,%.*s", sku, (int)vlen, old ? old : "");
    free(old);
    rc = memcached_set(mc, key, (size_t)klen, next, strlen(next), CART_TTL, flags); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int cart_create(memcached_st *mc, uint64_t session)
{
    char key[64];
    int klen = cart_key(key, sizeof key, session);
    memcached_return_t rc = memcached_add(mc, key, (size_t)klen, "", 0, CART_TTL, 0);

    return rc == MEMCACHED_SUCCESS || rc == MEMCACHED_NOTSTORED ? 0 : -1;
}

int cart_count_checkout(memcached_st *mc, uint64_t *total)
{
    return memcached_increment(mc, "checkouts", 9, 1, total) == MEMCACHED_SUCCESS ? 0 : -1;
}
