// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Node agent: service registry entries in ZooKeeper. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#define THREADED
#include <zookeeper/zookeeper.h>

#define MAX_RETRY 8

struct agent {
    zhandle_t *zh;
    char       node[64];
    int32_t    epoch_version;
};

static int parse_members(const char *buf, int len)
{
    int n = 0, i;
    for (i = 0; i < len; i++)
        if (buf[i] == '\n')
            n++;
    return n;
}

/* Append this host to the member list of a pool. */
int registry_join(struct agent *a, const char *pool)
{
    char path[128], buf[4096];
    int tries;

    snprintf(path, sizeof(path), "/pools/%s/members", pool);
    for (tries = 0; tries < MAX_RETRY; tries++) {
        struct Stat st;
        int len = (int)sizeof(buf) - 128;
        int rc = zoo_get(a->zh, path, 0, buf, &len, &st);

        if (rc == ZNONODE) {
            len = snprintf(buf, sizeof(buf), "%s\n", a->node);
            rc = zoo_create(a->zh, path, buf, len, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0);
            if (rc == ZNODEEXISTS)
                continue;
            return rc == ZOK ? 0 : -EIO;
        }
        if (rc != ZOK || len < 0)
            return -EIO;
        len += snprintf(buf + len, sizeof(buf) - (size_t)len, "%s\n", a->node);
        rc = zoo_set(a->zh, path, buf, len, st.version);
        if (rc == ZBADVERSION)
            continue;
        return rc == ZOK ? 0 : -EIO;
    }
    return -EAGAIN;
}

/* Own status node: nobody else writes it, the content is not based on it. */
int registry_heartbeat(struct agent *a, unsigned load)
{
    char path[128], buf[128], old[128];
    int len = (int)sizeof(old) - 1;
    struct Stat st;

    snprintf(path, sizeof(path), "/status/%s", a->node);
    if (zoo_get(a->zh, path, 0, old, &len, &st) == ZOK && len >= 0) {
        old[len] = '\0';
        fprintf(stderr, "agent: previous status '%s' (v%d)\n", old, st.version);
    }
    len = snprintf(buf, sizeof(buf), "ts=%ld load=%u", (long)time(NULL), load);
    return zoo_set(a->zh, path, buf, len, -1) == ZOK ? 0 : -EIO;
}

/* Leader: publish the layout, guarded by the epoch node of our term. */
int registry_publish_layout(struct agent *a, int shards)
{
    zoo_op_t ops[2];
    zoo_op_result_t res[2];
    char cur[256], next[256];
    int len = (int)sizeof(cur) - 1, gen;

    if (zoo_get(a->zh, "/layout/current", 0, cur, &len, NULL) != ZOK || len < 0)
        return -EIO;
    cur[len] = '\0';
    gen = atoi(cur) + 1;
    len = snprintf(next, sizeof(next), "%d shards=%d", gen, shards);

    zoo_check_op_init(&ops[0], "/leader/epoch", a->epoch_version);
    zoo_set_op_init(&ops[1], "/layout/current", next, len, -1, NULL);
    switch (zoo_multi(a->zh, 2, ops, res)) {
    case ZOK:         return gen;
    case ZBADVERSION: return -ESTALE;
    default:          return -EIO;
    }
}

/* Keep yesterday's members for the operator tool. */
int registry_snapshot(struct agent *a, const char *pool)
{
    char src[128], dst[128], buf[4096];
    int len = (int)sizeof(buf);

    snprintf(src, sizeof(src), "/pools/%s/members", pool);
    snprintf(dst, sizeof(dst), "/pools/%s/members.prev", pool);
    if (zoo_get(a->zh, src, 0, buf, &len, NULL) != ZOK || len < 0)
        return -EIO;
    if (parse_members(buf, len) == 0)
        return 0;
    return zoo_set(a->zh, dst, buf, len, -1) == ZOK ? 0 : -EIO;
}

/* Drop a pool whose member list became empty. */
int registry_gc(struct agent *a, const char *pool)
{
    char path[128], buf[4096];
    int len = (int)sizeof(buf), rc;
    struct Stat st;

    snprintf(path, sizeof(path), "/pools/%s/members", pool);
    if (zoo_get(a->zh, path, 0, buf, &len, &st) != ZOK)
        return -EIO;
    if (len > 0 && parse_members(buf, len) > 0)
        return 0;
    rc = zoo_delete(a->zh, path, st.version);
    if (rc == ZBADVERSION || rc == ZNONODE)
        return 0;
    return rc == ZOK ? 1 : -EIO;
}
