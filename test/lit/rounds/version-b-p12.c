// RUN: %tocsin %s
// REQUIRES: stores, rados
// STD: gnu17
#include <errno.h>
#include <rados/librados.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MANIFEST_MAX 8192

struct manifest {
    char text[MANIFEST_MAX];
    size_t len;
    uint64_t ver;
};

static void manifest_oid(char *out, size_t n, const char *bucket)
{
    snprintf(out, n, "manifest.%s", bucket);
}

static int manifest_load(rados_ioctx_t io, const char *oid, struct manifest *m)
{
    int n = rados_read(io, oid, m->text, MANIFEST_MAX - 1, 0);
    if (n < 0)
        return n;
    m->text[n] = '\0';
    m->len = (size_t)n;
    m->ver = rados_get_last_version(io);
    return 0;
}

static int manifest_commit(rados_ioctx_t io, const char *oid, const struct manifest *m)
{
    rados_write_op_t op = rados_create_write_op();
    rados_write_op_assert_version(op, m->ver);
    rados_write_op_write_full(op, m->text, m->len);
    int rc = rados_write_op_operate(op, io, oid, NULL, 0);
    rados_release_write_op(op);
    return rc;
}

int manifest_create(rados_ioctx_t io, const char *bucket)
{
    char oid[128];
    static const char header[] = "#manifest 1\n";

    manifest_oid(oid, sizeof oid, bucket);
    rados_write_op_t op = rados_create_write_op();
    rados_write_op_create(op, LIBRADOS_CREATE_EXCLUSIVE, NULL);
    rados_write_op_write_full(op, header, sizeof header - 1);
    int rc = rados_write_op_operate(op, io, oid, NULL, 0);
    rados_release_write_op(op);
    return rc;
}

int manifest_add(rados_ioctx_t io, const char *bucket, const char *entry)
{
    char oid[128];
    int rc = -EAGAIN;
    struct manifest *m = malloc(sizeof *m);

    if (m == NULL)
        return -ENOMEM;
    manifest_oid(oid, sizeof oid, bucket);
    for (int i = 0; i < 10; i++) {
        rc = manifest_load(io, oid, m);
        if (rc < 0)
            break;
        size_t room = MANIFEST_MAX - m->len;
        int n = snprintf(m->text + m->len, room, "%s\n", entry);
        if (n < 0 || (size_t)n >= room) {
            rc = -ENOSPC;
            break;
        }
        m->len += (size_t)n;
        rc = manifest_commit(io, oid, m);
        if (rc != -ERANGE && rc != -EOVERFLOW)
            break;
    }
    free(m);
    return rc;
}

int manifest_backup(rados_ioctx_t io, const char *bucket)
{
    char oid[128], copy[160];
    struct manifest *m = malloc(sizeof *m);

    if (m == NULL)
        return -ENOMEM;
    manifest_oid(oid, sizeof oid, bucket);
    snprintf(copy, sizeof copy, "%s.bak", oid);
    int rc = manifest_load(io, oid, m);
    if (rc == 0)
        rc = rados_write_full(io, copy, m->text, m->len);
    free(m);
    return rc;
}
