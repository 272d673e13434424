// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Sequence numbers and limits per topic, maintained with the asynchronous ZooKeeper calls. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define THREADED
#include <zookeeper/zookeeper.h>

struct op {
    zhandle_t *zh;
    char path[128];
    long amount;
    int tries;
};

static long parse_long(const char *value, int len)
{
    char tmp[32];
    if (len < 0 || len >= (int)sizeof(tmp))
        return 0;
    memcpy(tmp, value, (size_t)len);
    tmp[len] = '\0';
    return strtol(tmp, NULL, 10);
}

static struct op *op_new(zhandle_t *zh, const char *kind, const char *topic, long amount)
{
    struct op *op = calloc(1, sizeof(*op));
    if (op) {
        op->zh = zh;
        op->amount = amount;
        snprintf(op->path, sizeof(op->path), "/topics/%s/%s", topic, kind);
    }
    return op;
}

static void offset_done(int rc, const struct Stat *stat, const void *data)
{
    struct op *op = (struct op *)data;
    (void)stat;
    if (rc != ZOK)
        fprintf(stderr, "offset %s: %s\n", op->path, zerror(rc));
    free(op);
}

static void offset_loaded(int rc, const char *value, int len, const struct Stat *stat, const void *data)
{
    struct op *op = (struct op *)data;
    char buf[32];
    if (rc != ZOK || stat == NULL) {
        free(op);
        return;
    }
    int n = snprintf(buf, sizeof(buf), "%ld", parse_long(value, len) + op->amount);
    rc = zoo_aset(op->zh, op->path, buf, n, -1, offset_done, op); // EXPECT: unversioned-write
    if (rc != ZOK)
        free(op);
}

int offset_advance(zhandle_t *zh, const char *topic, long by)
{
    struct op *op = op_new(zh, "offset", topic, by);
    if (!op)
        return -1;
    int rc = zoo_aget(zh, op->path, 0, offset_loaded, op);
    if (rc != ZOK)
        free(op);
    return rc;
}

static void limit_loaded(int rc, const char *value, int len, const struct Stat *stat, const void *data);

static void limit_done(int rc, const struct Stat *stat, const void *data)
{
    struct op *op = (struct op *)data;
    (void)stat;
    if (rc == ZBADVERSION && ++op->tries < 5) {
        if (zoo_aget(op->zh, op->path, 0, limit_loaded, op) == ZOK)
            return;
    }
    if (rc != ZOK)
        fprintf(stderr, "limit %s: %s\n", op->path, zerror(rc));
    free(op);
}

static void limit_loaded(int rc, const char *value, int len, const struct Stat *stat, const void *data)
{
    struct op *op = (struct op *)data;
    char buf[32];
    if (rc != ZOK || stat == NULL) {
        free(op);
        return;
    }
    int n = snprintf(buf, sizeof(buf), "%ld", parse_long(value, len) + op->amount);
    rc = zoo_aset(op->zh, op->path, buf, n, stat->version, limit_done, op);
    if (rc != ZOK)
        free(op);
}

int limit_raise(zhandle_t *zh, const char *topic, long by)
{
    struct op *op = op_new(zh, "limit", topic, by);
    if (!op)
        return -1;
    int rc = zoo_aget(zh, op->path, 0, limit_loaded, op);
    if (rc != ZOK)
        free(op);
    return rc;
}

int limit_set(zhandle_t *zh, const char *topic, long value)
{
    char buf[32];
    struct op *op = op_new(zh, "limit", topic, value);
    if (!op)
        return -1;
    int n = snprintf(buf, sizeof(buf), "%ld", value);
    int rc = zoo_aset(zh, op->path, buf, n, -1, offset_done, op);
    if (rc != ZOK)
        free(op);
    return rc;
}
