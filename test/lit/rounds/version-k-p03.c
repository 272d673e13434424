// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Login throttling and playlist heads, shared by all web workers through memcached. */
#include <libmemcached/memcached.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct bucket {
    double tokens;
    int64_t refilled_at;
};

extern char *playlist_load_from_db(unsigned user, size_t *len);

memcached_st *shared_cache_open(const char *options)
{
    memcached_st *mc = memcached(options, strlen(options));
    if (mc != NULL && memcached_behavior_set(mc, MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1) != MEMCACHED_SUCCESS) {
        memcached_free(mc);
        return NULL;
    }
    return mc;
}

static size_t bucket_key(char *dst, size_t cap, const char *ip)
{
    int n = snprintf(dst, cap, "thr:%s", ip);
    return n < 0 ? 0 : (size_t)n;
}

static void bucket_refill(struct bucket *b, int64_t now, double rate, double cap)
{
    b->tokens += (double)(now - b->refilled_at) * rate;
    if (b->tokens > cap)
        b->tokens = cap;
    b->refilled_at = now;
}

bool throttle_take(memcached_st *mc, const char *ip, int *error)
{
    char key[96];
    size_t klen = bucket_key(key, sizeof key, ip);
    size_t vlen = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    struct bucket b = { 5.0, time(NULL) };
    bool granted = false;

    char *raw = memcached_get(mc, key, klen, &vlen, &flags, &rc);
    if (raw != NULL && vlen == sizeof b)
        memcpy(&b, raw, sizeof b);
    free(raw);

    bucket_refill(&b, time(NULL), 0.2, 5.0);
    if (b.tokens >= 1.0) {
        b.tokens -= 1.0;
        granted = true;
    }
    rc = memcached_set(mc, key, klen, (const char *)&b, sizeof b, 3600, flags); // EXPECT: unversioned-write
    *error = (rc != MEMCACHED_SUCCESS);
    return granted;
}

/* Fetch one value together with its cas unique. */
static int fetch_with_cas(memcached_st *mc, const char *key, size_t klen, char *out, size_t cap, uint64_t *cas)
{
    memcached_return_t rc;
    memcached_result_st *res;
    size_t n;

    if (memcached_mget(mc, &key, &klen, 1) != MEMCACHED_SUCCESS)
        return -1;
    res = memcached_fetch_result(mc, NULL, &rc);
    if (res == NULL)
        return -1;
    n = memcached_result_length(res);
    if (n >= cap)
        n = cap - 1;
    memcpy(out, memcached_result_value(res), n);
    out[n] = '\0';
    *cas = memcached_result_cas(res);
    memcached_result_free(res);
    while ((res = memcached_fetch_result(mc, NULL, &rc)) != NULL)
        memcached_result_free(res);
    return (int)n;
}

int playlist_push(memcached_st *mc, unsigned user, unsigned track)
{
    char key[48], text[1024], next[1100];
    uint64_t cas = 0;
    size_t klen = (size_t)snprintf(key, sizeof key, "pl:%u", user);
    int n;

    if (fetch_with_cas(mc, key, klen, text, sizeof text, &cas) < 0)
        return -1;
    n = snprintf(next, sizeof next, "%u,%s", track, text);
    memcached_cas(mc, key, klen, next, (size_t)n, 0, 0, cas); // EXPECT: ignored-conflict
    return 0;
}

int playlist_drop_head(memcached_st *mc, unsigned user)
{
    char key[48], text[1024];
    size_t klen = (size_t)snprintf(key, sizeof key, "pl:%u", user);
    memcached_return_t rc;

    do {
        uint64_t cas = 0;
        char *rest;
        if (fetch_with_cas(mc, key, klen, text, sizeof text, &cas) < 0)
            return -1;
        rest = strchr(text, ',');
        rest = rest ? rest + 1 : text + strlen(text);
        rc = memcached_cas(mc, key, klen, rest, strlen(rest), 0, 0, cas);
    } while (rc == MEMCACHED_DATA_EXISTS);
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

char *playlist_get(memcached_st *mc, unsigned user, size_t *len)
{
    char key[48];
    size_t klen = (size_t)snprintf(key, sizeof key, "pl:%u", user);
    uint32_t flags = 0;
    memcached_return_t rc;
    char *v = memcached_get(mc, key, klen, len, &flags, &rc);

    if (v != NULL)
        return v;
    v = playlist_load_from_db(user, len);
    if (v != NULL && memcached_set(mc, key, klen, v, *len, 300, 0) != MEMCACHED_SUCCESS)
        fprintf(stderr, "playlist %u not cached\n", user);
    return v;
}
