// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Shard ownership in ZooKeeper: nodes take shards, write checkpoints, leave again. */
#define THREADED
#include <zookeeper/zookeeper.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct shard_conn {
    zhandle_t *zh;
    char node[64];
    int32_t epoch_version; /* of /ring/epoch when this node was admitted */
};

static int map_rc(int rc)
{
    switch (rc) {
    case ZOK:
        return 0;
    case ZNONODE:
        return -ENOENT;
    case ZNODEEXISTS:
        return -EEXIST;
    case ZBADVERSION:
        return -ESTALE;
    default:
        return -EIO;
    }
}

/* Node's own status entry; the session that made it is the only one to write it. */
int shard_announce(struct shard_conn *c, const char *status)
{
    char path[128];
    int rc;

    snprintf(path, sizeof path, "/ring/nodes/%s", c->node);
    rc = zoo_set(c->zh, path, status, (int)strlen(status), -1);
    if (rc == ZNONODE)
        rc = zoo_create(c->zh, path, status, (int)strlen(status), &ZOO_OPEN_ACL_UNSAFE,
                        ZOO_EPHEMERAL, NULL, 0);
    return map_rc(rc);
}

/* Advance the checkpoint; refused as a whole once the ring has moved on. */
int shard_checkpoint(struct shard_conn *c, const char *shard, uint64_t by)
{
    char path[128], buf[32];
    int len = sizeof buf - 1, rc;
    struct Stat st;
    zoo_op_t ops[2];
    zoo_op_result_t res[2];

    snprintf(path, sizeof path, "/ring/checkpoint/%s", shard);
    rc = zoo_get(c->zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return map_rc(rc);
    buf[len > 0 ? len : 0] = '\0';
    len = snprintf(buf, sizeof buf, "%" PRIu64, (uint64_t)strtoull(buf, NULL, 10) + by);
    zoo_check_op_init(&ops[0], "/ring/epoch", c->epoch_version);
    zoo_set_op_init(&ops[1], path, buf, len, st.version, NULL);
    rc = zoo_multi(c->zh, 2, ops, res);
    return map_rc(rc);
}

/* Add a tag to the shard's description; the description may not be there yet. */
int shard_tag(struct shard_conn *c, const char *shard, const char *tag)
{
    char path[128], buf[1024];

    snprintf(path, sizeof path, "/ring/tags/%s", shard);
    for (;;) {
        int32_t version = -1;
        int len = sizeof buf - 1, used = 0, rc;
        struct Stat st;

        rc = zoo_get(c->zh, path, 0, buf, &len, &st);
        if (rc == ZOK) {
            version = st.version;
            used = len > 0 ? len : 0;
        } else if (rc != ZNONODE) {
            return map_rc(rc);
        }
        if (used + strlen(tag) + 2 > sizeof buf)
            return -ENOSPC;
        used += snprintf(buf + used, sizeof buf - (size_t)used, "%s\n", tag);
        if (version < 0)
            rc = zoo_create(c->zh, path, buf, used, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0);
        else
            rc = zoo_set(c->zh, path, buf, used, version);
        if (rc != ZBADVERSION && rc != ZNODEEXISTS && rc != ZNONODE)
            return map_rc(rc);
    }
}

/* Release a shard taken by this node. Owner entries stay, an empty one is free. */
int shard_release(struct shard_conn *c, const char *shard)
{
    char path[128], owner[64];
    int len = sizeof owner - 1, rc;
    struct Stat st;

    snprintf(path, sizeof path, "/ring/owner/%s", shard);
    rc = zoo_get(c->zh, path, 0, owner, &len, &st);
    if (rc != ZOK)
        return map_rc(rc);
    owner[len > 0 ? len : 0] = '\0';
    if (strcmp(owner, c->node) != 0)
        return -EPERM;
    return map_rc(zoo_set(c->zh, path, "", 0, st.version));
}

/* Maintenance notice, replaced as a whole. The previous text goes to the log. */
int ring_notice(struct shard_conn *c, const char *text)
{
    char old[512];
    int len = sizeof old;

    if (zoo_get(c->zh, "/ring/notice", 0, old, &len, NULL) == ZOK && len > 0)
        fprintf(stderr, "notice was: %.*s\n", len, old);
    return map_rc(zoo_set(c->zh, "/ring/notice", text, (int)strlen(text), -1));
}
