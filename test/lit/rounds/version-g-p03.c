// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* web session store on a memcached pool */
#include <libmemcached/memcached.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SESSION_TTL 1800
#define MAX_CART 16

struct session {
    uint32_t user_id;
    uint32_t ncart;
    uint64_t last_seen;
    uint32_t cart[MAX_CART];
};

static size_t session_key(char *key, size_t n, const char *sid)
{
    return (size_t)snprintf(key, n, "sess:%s", sid);
}

static bool session_unpack(const char *raw, size_t len, struct session *s)
{
    if (raw == NULL || len != sizeof(*s))
        return false;
    memcpy(s, raw, sizeof(*s));
    return s->ncart <= MAX_CART;
}

int session_cart_add(memcached_st *mc, const char *sid, uint32_t item)
{
    char key[96];
    size_t klen = session_key(key, sizeof(key), sid), vlen = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    struct session s;
    char *raw = memcached_get(mc, key, klen, &vlen, &flags, &rc);

    if (!session_unpack(raw, vlen, &s)) {
        free(raw);
        return -1;
    }
    free(raw);
    if (s.ncart == MAX_CART)
        return -2;
    s.cart[s.ncart++] = item;
    rc = memcached_set(mc, key, klen, (const char *)&s, sizeof(s), SESSION_TTL, flags); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

static memcached_return_t fetch_with_cas(memcached_st *mc, const char *key, size_t klen,
                                         struct session *s, uint64_t *cas)
{
    const char *keys[1] = { key };
    size_t lens[1] = { klen };
    memcached_return_t rc = memcached_mget(mc, keys, lens, 1);
    memcached_result_st *res;

    if (rc != MEMCACHED_SUCCESS)
        return rc;
    res = memcached_fetch_result(mc, NULL, &rc);
    if (res == NULL)
        return MEMCACHED_NOTFOUND;
    if (!session_unpack(memcached_result_value(res), memcached_result_length(res), s))
        rc = MEMCACHED_FAILURE;
    *cas = memcached_result_cas(res);
    memcached_result_free(res);
    return rc;
}

bool session_cart_clear_item(memcached_st *mc, const char *sid, uint32_t item)
{
    char key[96];
    size_t klen = session_key(key, sizeof(key), sid);
    struct session s;
    uint64_t cas = 0;
    uint32_t i, j = 0;

    if (fetch_with_cas(mc, key, klen, &s, &cas) != MEMCACHED_SUCCESS)
        return false;
    for (i = 0; i < s.ncart; i++)
        if (s.cart[i] != item)
            s.cart[j++] = s.cart[i];
    s.ncart = j;
    memcached_cas(mc, key, klen, (const char *)&s, sizeof(s), SESSION_TTL, 0, cas); // EXPECT: ignored-conflict
    return true;
}

int session_touch_seen(memcached_st *mc, const char *sid, uint64_t now)
{
    char key[96];
    size_t klen = session_key(key, sizeof(key), sid);
    struct session s;
    uint64_t cas = 0;
    memcached_return_t rc;

    do {
        rc = fetch_with_cas(mc, key, klen, &s, &cas);
        if (rc != MEMCACHED_SUCCESS)
            return -1;
        if (s.last_seen >= now)
            return 0;
        s.last_seen = now;
        rc = memcached_cas(mc, key, klen, (const char *)&s, sizeof(s), SESSION_TTL, 0, cas);
    } while (rc == MEMCACHED_DATA_EXISTS);
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int session_count_hit(memcached_st *mc, const char *sid, uint64_t *hits)
{
    char key[96];
    size_t klen = (size_t)snprintf(key, sizeof(key), "hits:%s", sid);

    return memcached_increment(mc, key, klen, 1, hits) == MEMCACHED_SUCCESS ? 0 : -1;
}
