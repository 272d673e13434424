// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Shard placement agent: keeps the assignment table of a storage cluster in ZooKeeper. */
#define THREADED
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define TABLE_MAX 8192

struct table {
    char text[TABLE_MAX];
    int len;
};

enum op_kind { OP_ADD, OP_DRAIN, OP_REWEIGHT };

struct placement_op {
    zhandle_t *zh;
    char path[256];
    char node[64];
    int weight;
    int retries;
    enum op_kind kind;
    struct table tbl;
    void (*done)(struct placement_op *op, int rc);
};

static void finish(struct placement_op *op, int rc)
{
    if (op->done)
        op->done(op, rc);
    free(op);
}

static int table_load(struct table *t, const char *value, int len)
{
    if (len >= TABLE_MAX)
        return -1;
    if (!value || len < 0)
        len = 0;
    else
        memcpy(t->text, value, (size_t)len);
    t->text[len] = '\0';
    t->len = len;
    return 0;
}

static int table_append(struct table *t, const char *node, int weight)
{
    int n = snprintf(t->text + t->len, (size_t)(TABLE_MAX - t->len), "%s=%d\n", node, weight);

    if (n < 0 || n >= TABLE_MAX - t->len)
        return -1;
    t->len += n;
    return 0;
}

static void table_drop(struct table *t, const char *node)
{
    char *p = strstr(t->text, node);
    char *eol;

    if (!p)
        return;
    eol = strchr(p, '\n');
    if (!eol) {
        *p = '\0';
    } else {
        memmove(p, eol + 1, strlen(eol + 1) + 1);
    }
    t->len = (int)strlen(t->text);
}

static void on_written(int rc, const struct Stat *stat, const void *data)
{
    (void)stat;
    finish((struct placement_op *)data, rc);
}

static void on_table_for_add(int rc, const char *value, int len,
                             const struct Stat *stat, const void *data)
{
    struct placement_op *op = (struct placement_op *)data;

    (void)stat;
    if (rc == ZOK && table_load(&op->tbl, value, len) != 0)
        rc = ZMARSHALLINGERROR;
    if (rc != ZOK) {
        finish(op, rc);
        return;
    }
    if (table_append(&op->tbl, op->node, op->weight) != 0) {
        finish(op, ZMARSHALLINGERROR);
        return;
    }
    rc = zoo_aset(op->zh, op->path, op->tbl.text, op->tbl.len, -1, on_written, op); // EXPECT: unversioned-write
    if (rc != ZOK)
        finish(op, rc);
}

static void on_table_for_drain(int rc, const char *value, int len,
                               const struct Stat *stat, const void *data);

static void on_drained(int rc, const struct Stat *stat, const void *data)
{
    struct placement_op *op = (struct placement_op *)data;

    (void)stat;
    if (rc == ZBADVERSION && op->retries-- > 0) {
        rc = zoo_aget(op->zh, op->path, 0, on_table_for_drain, op);
        if (rc == ZOK)
            return;
    }
    finish(op, rc);
}

static void on_table_for_drain(int rc, const char *value, int len,
                               const struct Stat *stat, const void *data)
{
    struct placement_op *op = (struct placement_op *)data;

    if (rc == ZOK && table_load(&op->tbl, value, len) != 0)
        rc = ZMARSHALLINGERROR;
    if (rc != ZOK) {
        finish(op, rc);
        return;
    }
    table_drop(&op->tbl, op->node);
    rc = zoo_aset(op->zh, op->path, op->tbl.text, op->tbl.len, stat->version, on_drained, op);
    if (rc != ZOK)
        finish(op, rc);
}

/* Synchronous variant used by the command line: drop the node, add it back with a new weight. */
int placement_reweight(zhandle_t *zh, const char *path, const char *node, int weight)
{
    struct table t;
    struct Stat st;
    int len = TABLE_MAX - 1;
    int rc;

    rc = zoo_get(zh, path, 0, t.text, &len, NULL);
    if (rc != ZOK)
        return rc;
    t.len = len < 0 ? 0 : len;
    t.text[t.len] = '\0';
    table_drop(&t, node);
    if (table_append(&t, node, weight) != 0)
        return ZMARSHALLINGERROR;
    rc = zoo_exists(zh, path, 0, &st);
    if (rc != ZOK)
        return rc;
    return zoo_set(zh, path, t.text, t.len, st.version); // EXPECT: unversioned-write
}

/* Every agent owns one status node; its content is produced here from local state only. */
int placement_report(zhandle_t *zh, const char *self, int load, int disks)
{
    char path[256];
    char body[64];
    int n;

    snprintf(path, sizeof path, "/agents/%s/status", self);
    n = snprintf(body, sizeof body, "load=%d disks=%d\n", load, disks);
    return zoo_set(zh, path, body, n, -1);
}

int placement_submit(zhandle_t *zh, const char *path, const char *node, int weight,
                     enum op_kind kind, void (*done)(struct placement_op *, int))
{
    struct placement_op *op;
    int rc;

    if (kind == OP_REWEIGHT)
        return placement_reweight(zh, path, node, weight);
    op = calloc(1, sizeof *op);
    if (!op)
        return ZSYSTEMERROR;
    op->zh = zh;
    op->kind = kind;
    op->weight = weight;
    op->retries = 5;
    op->done = done;
    snprintf(op->path, sizeof op->path, "%s", path);
    snprintf(op->node, sizeof op->node, "%s", node);
    rc = zoo_aget(zh, path, 0, kind == OP_ADD ? on_table_for_add : on_table_for_drain, op);
    if (rc != ZOK)
        free(op);
    return rc;
}
