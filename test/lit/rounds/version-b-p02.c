// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libmemcached/memcached.h>

struct quota {
    unsigned used;
    unsigned limit;
    char plan[16];
};

static size_t quota_key(char *out, size_t n, const char *api_key)
{
    return (size_t)snprintf(out, n, "quota:%s", api_key);
}

static int quota_parse(const char *text, struct quota *q)
{
    return sscanf(text, "%u/%u/%15s", &q->used, &q->limit, q->plan) == 3 ? 0 : -1;
}

static size_t quota_format(char *out, size_t n, const struct quota *q)
{
    return (size_t)snprintf(out, n, "%u/%u/%s", q->used, q->limit, q->plan);
}

static int quota_fetch(memcached_st *mc, const char *key, size_t klen, struct quota *q, uint64_t *cas)
{
    memcached_return_t rc;
    const char *keys[1] = { key };
    size_t lens[1] = { klen };

    rc = memcached_mget(mc, keys, lens, 1);
    if (memcached_failed(rc))
        return -1;
    memcached_result_st *res = memcached_fetch_result(mc, NULL, &rc);
    if (res == NULL)
        return -1;
    int ok = quota_parse(memcached_result_value(res), q);
    *cas = memcached_result_cas(res);
    memcached_result_free(res);
    return ok;
}

int quota_charge(memcached_st *mc, const char *api_key, unsigned units)
{
    char key[128], buf[64];
    struct quota q;
    uint64_t cas;
    size_t klen = quota_key(key, sizeof key, api_key);

    for (int i = 0; i < 8; i++) {
        if (quota_fetch(mc, key, klen, &q, &cas) != 0)
            return -1;
        if (q.used + units > q.limit)
            return 1;
        q.used += units;
        size_t len = quota_format(buf, sizeof buf, &q);
        memcached_return_t rc = memcached_cas(mc, key, klen, buf, len, 0, 0, cas);
        if (rc == MEMCACHED_SUCCESS)
            return 0;
        if (rc != MEMCACHED_DATA_EXISTS)
            return -1;
    }
    return -1;
}

int quota_refund(memcached_st *mc, const char *api_key, unsigned units)
{
    char key[128], buf[64];
    struct quota q;
    uint64_t cas;
    size_t klen = quota_key(key, sizeof key, api_key);

    if (quota_fetch(mc, key, klen, &q, &cas) != 0)
        return -1;
    q.used = q.used > units ? q.used - units : 0;
    size_t len = quota_format(buf, sizeof buf, &q);
    memcached_cas(mc, key, klen, buf, len, 0, 0, cas); // EXPECT: ignored-conflict
    return 0;
}

int quota_upgrade(memcached_st *mc, const char *api_key, const char *plan, unsigned extra)
{
    char key[128], buf[64];
    struct quota q;
    size_t vlen;
    uint32_t flags;
    memcached_return_t rc;
    size_t klen = quota_key(key, sizeof key, api_key);

    char *val = memcached_get(mc, key, klen, &vlen, &flags, &rc);
    if (val == NULL)
        return -1;
    int bad = quota_parse(val, &q);
    free(val);
    if (bad)
        return -1;
    q.limit += extra;
    snprintf(q.plan, sizeof q.plan, "%s", plan);
    size_t len = quota_format(buf, sizeof buf, &q);
    rc = memcached_set(mc, key, klen, buf, len, 0, flags); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}
