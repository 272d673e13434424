// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Leader record and partition ownership. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define THREADED
#include <zookeeper/zookeeper.h>

struct leader {
    zhandle_t *zh;
    char id[64];
    int epoch_version;
};

static int read_text(zhandle_t *zh, const char *path, char *buf, int cap, struct Stat *st)
{
    int len = cap - 1;
    int rc = zoo_get(zh, path, 0, buf, &len, st);
    if (rc == ZOK)
        buf[len < 0 ? 0 : len] = '\0';
    return rc;
}

int leader_take_epoch(struct leader *l)
{
    char buf[64];
    struct Stat st, after;
    for (int i = 0; i < 10; i++) {
        int rc = read_text(l->zh, "/epoch", buf, sizeof(buf), &st);
        if (rc != ZOK)
            return rc;
        int n = snprintf(buf, sizeof(buf), "%ld", strtol(buf, NULL, 10) + 1);
        rc = zoo_set2(l->zh, "/epoch", buf, n, st.version, &after);
        if (rc == ZOK) {
            l->epoch_version = after.version;
            return ZOK;
        }
        if (rc != ZBADVERSION)
            return rc;
    }
    return ZBADVERSION;
}

int leader_move_partition(struct leader *l, int part, const char *to)
{
    char path[128], buf[128];
    struct Stat st;
    zoo_op_t ops[2];
    zoo_op_result_t results[2];
    int moves = 0;
    snprintf(path, sizeof(path), "/partitions/%d", part);
    int rc = read_text(l->zh, path, buf, sizeof(buf), &st);
    if (rc != ZOK)
        return rc;
    sscanf(buf, "%*s %d", &moves);
    int n = snprintf(buf, sizeof(buf), "%s %d", to, moves + 1);
    zoo_check_op_init(&ops[0], "/epoch", l->epoch_version);
    zoo_set_op_init(&ops[1], path, buf, n, st.version, NULL);
    rc = zoo_multi(l->zh, 2, ops, results);
    if (rc == ZBADVERSION)
        fprintf(stderr, "partition %d: lost leadership or raced\n", part);
    return rc;
}

int leader_announce(struct leader *l)
{
    int rc = zoo_create(l->zh, "/leader", l->id, (int)strlen(l->id), &ZOO_OPEN_ACL_UNSAFE,
                        ZOO_EPHEMERAL, NULL, 0);
    if (rc == ZNODEEXISTS)
        return 1;
    return rc == ZOK ? 0 : -1;
}

int leader_resign(struct leader *l)
{
    char buf[64];
    struct Stat st;
    int rc = read_text(l->zh, "/leader", buf, sizeof(buf), &st);
    if (rc != ZOK)
        return rc;
    if (strcmp(buf, l->id) != 0)
        return ZNOTHING;
    return zoo_delete(l->zh, "/leader", st.version);
}

int node_publish_load(struct leader *l, double load)
{
    char path[128], buf[32];
    snprintf(path, sizeof(path), "/nodes/%s/load", l->id);
    int n = snprintf(buf, sizeof(buf), "%.2f", load);
    return zoo_set(l->zh, path, buf, n, -1);
}

int partition_archive(struct leader *l, int part)
{
    char src[128], dst[128], buf[128];
    struct Stat st;
    snprintf(src, sizeof(src), "/partitions/%d", part);
    snprintf(dst, sizeof(dst), "/archive/%d", part);
    int rc = read_text(l->zh, src, buf, sizeof(buf), &st);
    if (rc != ZOK)
        return rc;
    return zoo_set(l->zh, dst, buf, (int)strlen(buf), -1);
}
