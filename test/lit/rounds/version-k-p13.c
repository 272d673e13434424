// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Replica agent of a queue broker: partition leadership and high-water marks in ZooKeeper. */
#define THREADED
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define PART_BUF 512

struct partition {
    char topic[64];
    int index;
    int32_t epoch_version;   /* version of the epoch node when we became leader */
};

/* One change of a replica list at a time within the leader process. */
static pthread_mutex_t leader_lock = PTHREAD_MUTEX_INITIALIZER;

static void part_path(char *dst, size_t cap, const struct partition *p, const char *leaf)
{
    snprintf(dst, cap, "/broker/topics/%s/%d/%s", p->topic, p->index, leaf);
}

static int read_node(zhandle_t *zh, const char *path, char *buf, size_t cap, struct Stat *st)
{
    int len = (int)cap - 1;
    int rc = zoo_get(zh, path, 0, buf, &len, st);
    if (rc == ZOK)
        buf[len > 0 ? len : 0] = '\0';
    return rc;
}

/* The replica list may only be changed by the leader of the current epoch. */
int partition_add_replica(zhandle_t *zh, const struct partition *p, const char *broker)
{
    char epoch[160], replicas[160], cur[PART_BUF], next[PART_BUF];
    struct Stat st;
    zoo_op_t ops[2];
    zoo_op_result_t results[2];
    int rc;

    part_path(epoch, sizeof epoch, p, "epoch");
    part_path(replicas, sizeof replicas, p, "replicas");
    pthread_mutex_lock(&leader_lock);
    rc = read_node(zh, replicas, cur, sizeof cur, &st);
    if (rc != ZOK) {
        pthread_mutex_unlock(&leader_lock);
        return rc;
    }
    snprintf(next, sizeof next, "%.400s,%.100s", cur, broker);

    zoo_check_op_init(&ops[0], epoch, p->epoch_version);
    zoo_set_op_init(&ops[1], replicas, next, (int)strlen(next), -1, NULL);
    rc = zoo_multi(zh, 2, ops, results);
    pthread_mutex_unlock(&leader_lock);
    if (rc == ZBADVERSION)
        fprintf(stderr, "%s/%d: no longer leader\n", p->topic, p->index);
    return rc;
}

int partition_publish_offset(zhandle_t *zh, const struct partition *p, const char *self, long long offset)
{
    char path[160], leaf[80], value[32], old[32];
    struct Stat st;
    int n;

    snprintf(leaf, sizeof leaf, "offsets/%s", self);
    part_path(path, sizeof path, p, leaf);
    if (read_node(zh, path, old, sizeof old, &st) == ZOK && atoll(old) > offset)
        fprintf(stderr, "%s: offset moves back, %s -> %lld\n", path, old, offset);
    n = snprintf(value, sizeof value, "%lld", offset);
    return zoo_set(zh, path, value, n, -1);
}

int partition_snapshot_replicas(zhandle_t *zh, const struct partition *p)
{
    char src[160], dst[160], cur[PART_BUF];
    struct Stat st;
    int rc;

    part_path(src, sizeof src, p, "replicas");
    part_path(dst, sizeof dst, p, "replicas.saved");
    rc = read_node(zh, src, cur, sizeof cur, &st);
    if (rc != ZOK)
        return rc;
    return zoo_set(zh, dst, cur, (int)strlen(cur), -1);
}

int partition_claim(zhandle_t *zh, const struct partition *p, const char *self)
{
    char path[160], cur[PART_BUF];
    struct Stat st;
    int rc;

    part_path(path, sizeof path, p, "leader");
    rc = read_node(zh, path, cur, sizeof cur, &st);
    if (rc == ZOK)
        return strcmp(cur, self) == 0 ? ZOK : ZNODEEXISTS;
    if (rc != ZNONODE)
        return rc;
    return zoo_create(zh, path, self, (int)strlen(self), &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, NULL, 0);
}

int partition_resign(zhandle_t *zh, const struct partition *p, const char *self)
{
    char path[160], cur[PART_BUF];
    struct Stat st;
    int rc;

    part_path(path, sizeof path, p, "leader");
    rc = read_node(zh, path, cur, sizeof cur, &st);
    if (rc != ZOK || strcmp(cur, self) != 0)
        return rc;
    rc = zoo_delete(zh, path, st.version);
    return rc == ZBADVERSION || rc == ZNONODE ? ZOK : rc;
}
