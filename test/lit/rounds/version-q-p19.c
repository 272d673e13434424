// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Asynchronous membership of the cache ring: each node owns a weight in one znode. */
#include <zookeeper/zookeeper.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RING_MAX 4096

struct ring_op {
    zhandle_t *zh;
    char path[128];
    char node[64];
    int weight;
    int tries;
    void (*done)(struct ring_op *op, int rc);
};

static void ring_finish(struct ring_op *op, int rc)
{
    if (op->done)
        op->done(op, rc);
    free(op);
}

/* Copies the ring without the node and, if weight > 0, with its new entry. */
static int ring_rewrite(const char *in, int len, const char *node, int weight, char *out,
                        size_t cap)
{
    char text[RING_MAX], *save = NULL;
    size_t n = strlen(node), used = 0;

    if (len < 0 || len >= RING_MAX)
        return -1;
    memcpy(text, in, (size_t)len);
    text[len] = '\0';
    for (char *t = strtok_r(text, "\n", &save); t; t = strtok_r(NULL, "\n", &save)) {
        if (strncmp(t, node, n) == 0 && t[n] == ' ')
            continue;
        used += (size_t)snprintf(out + used, cap - used, "%s\n", t);
        if (used >= cap)
            return -1;
    }
    if (weight > 0)
        used += (size_t)snprintf(out + used, cap - used, "%s %d\n", node, weight);
    return used < cap ? (int)used : -1;
}

static void on_leave_written(int rc, const struct Stat *stat, const void *data)
{
    (void)stat;
    ring_finish((struct ring_op *)data, rc);
}

static void on_leave_read(int rc, const char *value, int len, const struct Stat *stat,
                          const void *data)
{
    struct ring_op *op = (struct ring_op *)data;
    char out[RING_MAX];
    int n;

    if (rc != ZOK) {
        ring_finish(op, rc);
        return;
    }
    n = ring_rewrite(value, len, op->node, 0, out, sizeof out);
    if (n < 0) {
        fprintf(stderr, "ring %s (v%d) cannot be rewritten\n", op->path, stat->version);
        ring_finish(op, ZMARSHALLINGERROR);
        return;
    }
    rc = zoo_aset(op->zh, op->path, out, n, -1, on_leave_written, op); // EXPECT: unversioned-write
    if (rc != ZOK)
        ring_finish(op, rc);
}

static void on_join_read(int rc, const char *value, int len, const struct Stat *stat,
                         const void *data);

static void on_join_written(int rc, const struct Stat *stat, const void *data)
{
    struct ring_op *op = (struct ring_op *)data;

    (void)stat;
    if (rc == ZBADVERSION && op->tries++ < 10)
        rc = zoo_aget(op->zh, op->path, 0, on_join_read, op);
    else
        goto finish;
    if (rc == ZOK)
        return;
finish:
    ring_finish(op, rc);
}

static void on_join_read(int rc, const char *value, int len, const struct Stat *stat,
                         const void *data)
{
    struct ring_op *op = (struct ring_op *)data;
    char out[RING_MAX];
    int n;

    if (rc == ZOK) {
        n = ring_rewrite(value, len, op->node, op->weight, out, sizeof out);
        rc = n < 0 ? ZMARSHALLINGERROR
                   : zoo_aset(op->zh, op->path, out, n, stat->version, on_join_written, op);
    }
    if (rc != ZOK)
        ring_finish(op, rc);
}

static int ring_start(zhandle_t *zh, const char *ring, const char *node, int weight,
                      data_completion_t next, void (*done)(struct ring_op *, int))
{
    struct ring_op *op = calloc(1, sizeof *op);
    int rc;

    if (!op)
        return ZSYSTEMERROR;
    op->zh = zh;
    op->weight = weight;
    op->done = done;
    snprintf(op->path, sizeof op->path, "/rings/%s", ring);
    snprintf(op->node, sizeof op->node, "%s", node);
    rc = zoo_aget(zh, op->path, 0, next, op);
    if (rc != ZOK)
        free(op);
    return rc;
}

int ring_join(zhandle_t *zh, const char *ring, const char *node, int weight,
              void (*done)(struct ring_op *, int))
{
    return ring_start(zh, ring, node, weight, on_join_read, done);
}

int ring_leave(zhandle_t *zh, const char *ring, const char *node,
               void (*done)(struct ring_op *, int))
{
    return ring_start(zh, ring, node, 0, on_leave_read, done);
}
