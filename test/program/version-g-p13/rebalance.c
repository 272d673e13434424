// STD: gnu17
#include "shardmap.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define MAP_PATH "/search/shards"

struct move_req {
    zhandle_t *zh;
    uint32_t shard;
    uint32_t target;
    void (*done)(void *arg, int rc);
    void *arg;
};

static void finish(struct move_req *r, int rc)
{
    if (r->done)
        r->done(r->arg, rc);
    free(r);
}

static void on_stored(int rc, const struct Stat *st, const void *data)
{
    struct move_req *r = (struct move_req *)data;

    (void)st;
    finish(r, rc);
}

static void on_map(int rc, const char *value, int len, const struct Stat *st, const void *data)
{
    struct move_req *r = (struct move_req *)data;
    struct shard_map m;
    char out[1024];
    int n;

    (void)st;
    if (rc != ZOK || shard_map_parse(value, len, &m) < 0) {
        finish(r, rc != ZOK ? rc : ZMARSHALLINGERROR);
        return;
    }
    if (shard_map_move(&m, r->shard, r->target) < 0) {
        finish(r, ZOK);
        return;
    }
    n = shard_map_format(&m, out, sizeof(out));
    rc = zoo_aset(r->zh, MAP_PATH, out, n, -1, on_stored, r); // EXPECT: unversioned-write
    if (rc != ZOK)
        finish(r, rc);
}

int rebalance_move(zhandle_t *zh, uint32_t shard, uint32_t target,
                   void (*done)(void *, int), void *arg)
{
    struct move_req *r = calloc(1, sizeof(*r));
    int rc;

    if (!r)
        return ZSYSTEMERROR;
    r->zh = zh;
    r->shard = shard;
    r->target = target;
    r->done = done;
    r->arg = arg;
    rc = zoo_aget(zh, MAP_PATH, 0, on_map, r);
    if (rc != ZOK)
        free(r);
    return rc;
}
