// STD: gnu17
#include "zkconf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Draining a backend puts a '!' in front of its record, undraining takes it away.
 * Both run on the completion thread, the caller does not wait. */
struct drain_op {
    struct zkconf *zc;
    char path[160];
    int tries;
};

static void on_written(int rc, const struct Stat *stat, const void *data)
{
    struct drain_op *op = (struct drain_op *)data;

    if (rc != ZOK)
        fprintf(stderr, "drain: %s: %s\n", op->path, zerror(rc));
    else
        fprintf(stderr, "drain: %s now version %d\n", op->path, stat->version);
    free(op);
}

static void on_record(int rc, const char *value, int len, const struct Stat *stat, const void *data)
{
    struct drain_op *op = (struct drain_op *)data;
    char rec[256] = "!";

    (void)stat;
    if (rc != ZOK || len < 0 || len > (int)sizeof rec - 2 || (len && value[0] == '!')) {
        free(op);
        return;
    }
    memcpy(rec + 1, value, (size_t)len);
    rc = zoo_aset(op->zc->zh, op->path, rec, len + 1, -1, on_written, op); // EXPECT: unversioned-write
    if (rc != ZOK)
        free(op);
}

static void on_drained_record(int rc, const char *value, int len, const struct Stat *stat, const void *data);

static void on_unwritten(int rc, const struct Stat *stat, const void *data)
{
    struct drain_op *op = (struct drain_op *)data;

    (void)stat;
    if (rc == ZBADVERSION && op->tries++ < 5 &&
        zoo_aget(op->zc->zh, op->path, 0, on_drained_record, op) == ZOK)
        return;
    if (rc != ZOK)
        fprintf(stderr, "undrain: %s: %s\n", op->path, zerror(rc));
    free(op);
}

static void on_drained_record(int rc, const char *value, int len, const struct Stat *stat, const void *data)
{
    struct drain_op *op = (struct drain_op *)data;

    if (rc != ZOK || len < 1 || value[0] != '!' ||
        zoo_aset(op->zc->zh, op->path, value + 1, len - 1, stat->version, on_unwritten, op) != ZOK)
        free(op);
}

static int start(struct zkconf *zc, const char *name, data_completion_t done)
{
    struct drain_op *op = calloc(1, sizeof *op);
    int rc;

    if (!op)
        return ZSYSTEMERROR;
    op->zc = zc;
    rc = zkconf_path(zc, name, op->path, sizeof op->path);
    if (rc == ZOK)
        rc = zoo_aget(zc->zh, op->path, 0, done, op);
    if (rc != ZOK)
        free(op);
    return rc;
}

int drain_start(struct zkconf *zc, const char *name)
{
    return start(zc, name, on_record);
}

int undrain_start(struct zkconf *zc, const char *name)
{
    return start(zc, name, on_drained_record);
}
