// STD: gnu17
#include "shardmap.h"
#include <stdlib.h>
#include <zookeeper/zookeeper.h>

#define MAP_PATH "/search/shards"

struct drain_req {
    zhandle_t *zh;
    uint32_t node;
    uint32_t spare;
};

static void drain_start(struct drain_req *d);

static void drain_stored(int rc, const struct Stat *st, const void *data)
{
    struct drain_req *d = (struct drain_req *)data;

    (void)st;
    if (rc == ZBADVERSION)
        drain_start(d);
    else
        free(d);
}

static void drain_loaded(int rc, const char *value, int len, const struct Stat *st, const void *data)
{
    struct drain_req *d = (struct drain_req *)data;
    struct shard_map m;
    char out[1024];
    uint32_t i;
    int n;

    if (rc != ZOK || shard_map_parse(value, len, &m) < 0) {
        free(d);
        return;
    }
    for (i = 0; i < m.count; i++)
        if (m.owner[i] == d->node)
            shard_map_move(&m, i, d->spare);
    n = shard_map_format(&m, out, sizeof(out));
    if (zoo_aset(d->zh, MAP_PATH, out, n, st->version, drain_stored, d) != ZOK)
        free(d);
}

static void drain_start(struct drain_req *d)
{
    if (zoo_aget(d->zh, MAP_PATH, 0, drain_loaded, d) != ZOK)
        free(d);
}

int drain_node(zhandle_t *zh, uint32_t node, uint32_t spare)
{
    struct drain_req *d = malloc(sizeof(*d));

    if (!d)
        return -1;
    d->zh = zh;
    d->node = node;
    d->spare = spare;
    drain_start(d);
    return 0;
}
