// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* mcache.c - page fragments and visitor state in memcached */
#include <libmemcached/memcached.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRAG_TTL 300

typedef char *(*render_fn)(const char *frag, void *arg);

memcached_st *mcache_open(const char *host, in_port_t port)
{
    memcached_st *mc = memcached_create(NULL);

    if (mc == NULL)
        return NULL;
    memcached_behavior_set(mc, MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1);
    memcached_server_add(mc, host, port);
    return mc;
}

/* Look up a fragment, render and keep it if it is not there. */
char *mcache_fragment(memcached_st *mc, const char *frag, render_fn render, void *arg)
{
    size_t len;
    uint32_t flags;
    memcached_return_t rc;
    char *html = memcached_get(mc, frag, strlen(frag), &len, &flags, &rc);

    if (rc == MEMCACHED_SUCCESS)
        return html;
    html = render(frag, arg);
    if (html != NULL) {
        rc = memcached_set(mc, frag, strlen(frag), html, strlen(html), FRAG_TTL, 0);
        if (rc != MEMCACHED_SUCCESS)
            fprintf(stderr, "mcache: %s\n", memcached_strerror(mc, rc));
    }
    return html;
}

/* Append a product to the "recently seen" list of a visitor, newest first. */
int mcache_seen(memcached_st *mc, const char *visitor, const char *sku)
{
    const char *keys[1] = { visitor };
    size_t lens[1] = { strlen(visitor) };
    int attempt;

    for (attempt = 0; attempt < 8; attempt++) {
        memcached_return_t rc;
        memcached_result_st res, *got;
        char next[512];
        uint64_t cas;

        if (memcached_mget(mc, keys, lens, 1) != MEMCACHED_SUCCESS)
            return -1;
        memcached_result_create(mc, &res);
        got = memcached_fetch_result(mc, &res, &rc);
        if (got == NULL) {
            rc = memcached_add(mc, visitor, lens[0], sku, strlen(sku), 0, 0);
            memcached_result_free(&res);
            if (rc == MEMCACHED_SUCCESS)
                return 0;
            if (rc == MEMCACHED_NOTSTORED || rc == MEMCACHED_DATA_EXISTS)
                continue;
            return -1;
        }
        snprintf(next, sizeof(next), "%s,%.*s", sku,
                 (int)memcached_result_length(got), memcached_result_value(got));
        cas = memcached_result_cas(got);
        while (memcached_fetch_result(mc, &res, &rc) != NULL)
            ;
        memcached_result_free(&res);
        rc = memcached_cas(mc, visitor, lens[0], next, strlen(next), 0, 0, cas);
        if (rc == MEMCACHED_SUCCESS)
            return 0;
        if (rc != MEMCACHED_DATA_EXISTS)
            return -1;
    }
    return -1;
}

int mcache_hit(memcached_st *mc, const char *page, uint64_t *total)
{
    memcached_return_t rc = memcached_increment(mc, page, strlen(page), 1, total);

    if (rc == MEMCACHED_NOTFOUND) {
        rc = memcached_add(mc, page, strlen(page), "1", 1, 0, 0);
        if (rc == MEMCACHED_NOTSTORED)
            rc = memcached_increment(mc, page, strlen(page), 1, total);
        else
            *total = 1;
    }
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}

/* Keep a copy of the live banner as yesterday's banner. */
int mcache_rotate_banner(memcached_st *mc)
{
    size_t len;
    uint32_t flags;
    memcached_return_t rc;
    char *cur = memcached_get(mc, "banner:today", 12, &len, &flags, &rc);

    if (cur == NULL)
        return -1;
    rc = memcached_set(mc, "banner:yesterday", 16, cur, len, 0, flags);
    free(cur);
    return rc == MEMCACHED_SUCCESS ? 0 : -1;
}
