// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Session documents in memcached. */
#include <libmemcached/memcached.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct session {
    uint32_t hits;
    uint32_t items;
    int64_t last_seen;
    char locale[16];
    char cart[8][24];
};

#define SESSION_TTL 1800

static size_t session_key(char *out, size_t cap, const char *sid)
{
    int n = snprintf(out, cap, "sess/%s", sid);
    return n < 0 ? 0 : (size_t)n;
}

static int session_gets(memcached_st *mc, const char *sid, struct session *s, uint64_t *cas)
{
    char key[96];
    size_t klen = session_key(key, sizeof(key), sid);
    const char *keys[1] = { key };
    memcached_return_t rc = memcached_mget(mc, keys, &klen, 1);
    if (rc != MEMCACHED_SUCCESS)
        return -1;
    int ret = 1;
    memcached_result_st *res;
    while ((res = memcached_fetch_result(mc, NULL, &rc)) != NULL) {
        if (memcached_result_length(res) == sizeof(*s)) {
            memcpy(s, memcached_result_value(res), sizeof(*s));
            *cas = memcached_result_cas(res);
            ret = 0;
        }
        memcached_result_free(res);
    }
    return ret;
}

int session_touch(memcached_st *mc, const char *sid)
{
    char key[96];
    size_t klen = session_key(key, sizeof(key), sid), vlen = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    struct session s;
    char *raw = memcached_get(mc, key, klen, &vlen, &flags, &rc);
    if (raw == NULL)
        return -1;
    if (vlen != sizeof(s)) {
        free(raw);
        return -1;
    }
    memcpy(&s, raw, sizeof(s));
    free(raw);
    s.hits++;
    s.last_seen = (int64_t)time(NULL);
    rc = memcached_set(mc, key, klen, (const char *)&s, sizeof(s), SESSION_TTL, flags); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

int session_add_item(memcached_st *mc, const char *sid, const char *item)
{
    char key[96];
    size_t klen = session_key(key, sizeof(key), sid);
    struct session s;
    uint64_t cas = 0;
    for (int i = 0; i < 4; i++) {
        if (session_gets(mc, sid, &s, &cas) != 0)
            return -1;
        if (s.items >= 8)
            return 1;
        snprintf(s.cart[s.items++], sizeof(s.cart[0]), "%s", item);
        memcached_return_t rc =
            memcached_cas(mc, key, klen, (const char *)&s, sizeof(s), SESSION_TTL, 0, cas);
        if (rc == MEMCACHED_SUCCESS)
            return 0;
        if (rc != MEMCACHED_DATA_EXISTS)
            return -1;
    }
    return 1;
}

int session_set_locale(memcached_st *mc, const char *sid, const char *locale)
{
    char key[96];
    size_t klen = session_key(key, sizeof(key), sid);
    struct session s;
    uint64_t cas = 0;
    if (session_gets(mc, sid, &s, &cas) != 0)
        return -1;
    snprintf(s.locale, sizeof(s.locale), "%s", locale);
    memcached_cas(mc, key, klen, (const char *)&s, sizeof(s), SESSION_TTL, 0, cas); // EXPECT: ignored-conflict
    return 0;
}

int session_open(memcached_st *mc, const char *sid)
{
    char key[96];
    size_t klen = session_key(key, sizeof(key), sid);
    struct session s;
    memset(&s, 0, sizeof(s));
    s.last_seen = (int64_t)time(NULL);
    memcached_return_t rc = memcached_add(mc, key, klen, (const char *)&s, sizeof(s), SESSION_TTL, 0);
    if (rc != MEMCACHED_SUCCESS && rc != MEMCACHED_NOTSTORED)
        return -1;
    uint64_t total = 0;
    rc = memcached_increment(mc, "sess-total", 10, 1, &total);
    return rc == MEMCACHED_SUCCESS ? 0 : 1;
}
