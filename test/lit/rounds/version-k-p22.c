// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Event-driven worker registry; everything runs from ZooKeeper completions. */
#define THREADED
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define LIST_MAX 4096

struct join_req {
    zhandle_t *zh;
    char path[128];
    char worker[64];
    void (*done)(int rc, void *ctx);
    void *ctx;
};

static void join_finish(struct join_req *r, int rc)
{
    if (r->done)
        r->done(rc, r->ctx);
    free(r);
}

static int list_add(char *dst, size_t cap, const char *value, int len, const char *worker)
{
    int n = snprintf(dst, cap, "%.*s%s\n", len < 0 ? 0 : len, value, worker);
    return n < 0 || (size_t)n >= cap ? -1 : n;
}

static int list_del(char *text, const char *worker)
{
    size_t n = strlen(worker);
    char *at = strstr(text, worker);
    if (at == NULL || at[n] != '\n')
        return -1;
    memmove(at, at + n + 1, strlen(at + n + 1) + 1);
    return (int)strlen(text);
}

static void on_joined(int rc, const struct Stat *stat, const void *data)
{
    (void)stat;
    join_finish((struct join_req *)data, rc);
}

static void on_members(int rc, const char *value, int len, const struct Stat *stat, const void *data)
{
    struct join_req *r = (struct join_req *)data;
    char next[LIST_MAX];
    int n;

    if (rc != ZOK) {
        join_finish(r, rc);
        return;
    }
    n = list_add(next, sizeof next, value, len, r->worker);
    if (n < 0) {
        join_finish(r, ZMARSHALLINGERROR);
        return;
    }
    fprintf(stderr, "%s: joining at version %d\n", r->path, stat->version);
    rc = zoo_aset(r->zh, r->path, next, n, -1, on_joined, r); // EXPECT: unversioned-write
    if (rc != ZOK)
        join_finish(r, rc);
}

int registry_join(zhandle_t *zh, const char *pool, const char *worker, void (*done)(int, void *), void *ctx)
{
    struct join_req *r = calloc(1, sizeof *r);
    int rc;

    if (r == NULL)
        return ZSYSTEMERROR;
    r->zh = zh;
    r->done = done;
    r->ctx = ctx;
    snprintf(r->path, sizeof r->path, "/workers/%s", pool);
    snprintf(r->worker, sizeof r->worker, "%s", worker);
    rc = zoo_aget(zh, r->path, 0, on_members, r);
    if (rc != ZOK)
        free(r);
    return rc;
}

int registry_leave(zhandle_t *zh, const char *pool, const char *worker)
{
    char path[128], text[LIST_MAX];
    struct Stat st;
    int len = sizeof text - 1, n, rc;

    snprintf(path, sizeof path, "/workers/%s", pool);
    rc = zoo_get(zh, path, 0, text, &len, NULL);
    if (rc != ZOK)
        return rc;
    text[len > 0 ? len : 0] = '\0';
    n = list_del(text, worker);
    if (n < 0)
        return ZOK;
    rc = zoo_exists(zh, path, 0, &st);
    if (rc != ZOK)
        return rc;
    return zoo_set(zh, path, text, n, st.version); // EXPECT: unversioned-write
}

int registry_evict(zhandle_t *zh, const char *pool, const char *worker)
{
    char path[128], text[LIST_MAX];
    int rc = ZBADVERSION, tries;

    snprintf(path, sizeof path, "/workers/%s", pool);
    for (tries = 0; tries < 10 && rc == ZBADVERSION; tries++) {
        struct Stat st;
        int len = sizeof text - 1, n;

        rc = zoo_get(zh, path, 0, text, &len, &st);
        if (rc != ZOK)
            return rc;
        text[len > 0 ? len : 0] = '\0';
        n = list_del(text, worker);
        if (n < 0)
            return ZOK;
        rc = zoo_set(zh, path, text, n, st.version);
    }
    return rc;
}
