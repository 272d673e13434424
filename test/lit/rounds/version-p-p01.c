// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Shard weights and shard retirement in the coordination ensemble. */
#define THREADED 1
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define SHARD_ROOT "/ingest/shards"
#define MAX_REDO 5

typedef void (*weight_cb)(void *arg, int rc, long weight);

struct weight_req {
    zhandle_t *zh;
    char path[160];
    long delta;
    int redo;
    long result;
    weight_cb done;
    void *arg;
};

static struct weight_req *req_new(zhandle_t *zh, const char *shard, const char *leaf,
                                  long delta, weight_cb done, void *arg)
{
    struct weight_req *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->zh = zh;
    r->delta = delta;
    r->done = done;
    r->arg = arg;
    snprintf(r->path, sizeof r->path, SHARD_ROOT "/%s/%s", shard, leaf);
    return r;
}

static void req_finish(struct weight_req *r, int rc)
{
    if (r->done)
        r->done(r->arg, rc, r->result);
    free(r);
}

static long parse_weight(const char *value, int len)
{
    char buf[32];
    if (len < 0 || len >= (int)sizeof buf)
        return 0;
    memcpy(buf, value, (size_t)len);
    buf[len] = '\0';
    return strtol(buf, NULL, 10);
}

static void on_weight_stored(int rc, const struct Stat *st, const void *data)
{
    struct weight_req *r = (struct weight_req *)data;
    (void)st;
    req_finish(r, rc);
}

static void on_weight(int rc, const char *value, int len, const struct Stat *st, const void *data)
{
    struct weight_req *r = (struct weight_req *)data;
    char out[32];
    if (rc != ZOK || !st) {
        req_finish(r, rc);
        return;
    }
    r->result = parse_weight(value, len) + r->delta;
    if (r->result < 0)
        r->result = 0;
    int n = snprintf(out, sizeof out, "%ld", r->result);
    rc = zoo_aset(r->zh, r->path, out, n, -1, on_weight_stored, r); // EXPECT: unversioned-write
    if (rc != ZOK)
        req_finish(r, rc);
}

int shard_add_weight(zhandle_t *zh, const char *shard, long delta, weight_cb done, void *arg)
{
    struct weight_req *r = req_new(zh, shard, "weight", delta, done, arg);
    if (!r)
        return ZSYSTEMERROR;
    int rc = zoo_aget(zh, r->path, 0, on_weight, r);
    if (rc != ZOK)
        free(r);
    return rc;
}

static void on_backlog(int rc, const char *value, int len, const struct Stat *st, const void *data);

static void on_backlog_stored(int rc, const struct Stat *st, const void *data)
{
    struct weight_req *r = (struct weight_req *)data;
    (void)st;
    if (rc == ZBADVERSION && r->redo++ < MAX_REDO)
        rc = zoo_aget(r->zh, r->path, 0, on_backlog, r);
    else {
        req_finish(r, rc);
        return;
    }
    if (rc != ZOK)
        req_finish(r, rc);
}

static void on_backlog(int rc, const char *value, int len, const struct Stat *st, const void *data)
{
    struct weight_req *r = (struct weight_req *)data;
    char out[32];
    if (rc != ZOK || !st) {
        req_finish(r, rc);
        return;
    }
    r->result = parse_weight(value, len) + r->delta;
    int n = snprintf(out, sizeof out, "%ld", r->result);
    rc = zoo_aset(r->zh, r->path, out, n, st->version, on_backlog_stored, r);
    if (rc != ZOK)
        req_finish(r, rc);
}

int shard_add_backlog(zhandle_t *zh, const char *shard, long delta, weight_cb done, void *arg)
{
    struct weight_req *r = req_new(zh, shard, "backlog", delta, done, arg);
    if (!r)
        return ZSYSTEMERROR;
    int rc = zoo_aget(zh, r->path, 0, on_backlog, r);
    if (rc != ZOK)
        free(r);
    return rc;
}

/* Any coordinator may drop a shard's assignment once it reports "drained"; any may also re-open it. */
int shard_retire(zhandle_t *zh, const char *shard)
{
    char path[160], state[24];
    int len = sizeof state - 1;
    struct Stat st;
    snprintf(path, sizeof path, SHARD_ROOT "/%s/assignment", shard);
    int rc = zoo_get(zh, path, 0, state, &len, &st);
    if (rc != ZOK)
        return rc;
    state[len > 0 ? len : 0] = '\0';
    if (strcmp(state, "drained") != 0)
        return ZNOTEMPTY;
    return zoo_delete(zh, path, -1); // EXPECT-MISS: unversioned-write
}

int shard_retire_mirror(zhandle_t *zh, const char *shard)
{
    char path[160], state[24];
    int len = sizeof state - 1;
    struct Stat st;
    snprintf(path, sizeof path, SHARD_ROOT "/%s/mirror", shard);
    int rc = zoo_get(zh, path, 0, state, &len, &st);
    if (rc != ZOK)
        return rc;
    state[len > 0 ? len : 0] = '\0';
    if (strcmp(state, "drained") != 0)
        return ZNOTEMPTY;
    return zoo_delete(zh, path, st.version);
}

/* The node below our own session carries our address only. */
int publish_endpoint(zhandle_t *zh, const char *node, const char *host, int port)
{
    char path[160], ep[96];
    snprintf(path, sizeof path, "/ingest/nodes/%s", node);
    int n = snprintf(ep, sizeof ep, "%s:%d", host, port);
    return zoo_set(zh, path, ep, n, -1);
}
