// RUN: %tocsin %s
// REQUIRES: stores, rados
// STD: gnu17
/* Volume directory of the block service, one RADOS object per pool. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <rados/librados.h>

#define DIR_MAX 65536
#define LOCK_NAME "voldir"

struct voldir {
    rados_ioctx_t io;
    char cookie[32];
};

struct dirent_rec {
    char     name[56];
    uint64_t size;
};

static int dir_find(const struct dirent_rec *d, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strncmp(d[i].name, name, sizeof(d[i].name)) == 0)
            return i;
    return -1;
}

/* Optimistic: the version of the object read goes into the write operation. */
int voldir_resize(struct voldir *v, const char *oid, const char *name, uint64_t size)
{
    static _Thread_local struct dirent_rec dir[DIR_MAX / sizeof(struct dirent_rec)];

    for (;;) {
        int got = rados_read(v->io, oid, (char *)dir, sizeof(dir), 0);
        if (got < 0)
            return got;
        uint64_t ver = rados_get_last_version(v->io);
        int i = dir_find(dir, got / (int)sizeof(dir[0]), name);
        if (i < 0)
            return -ENOENT;
        dir[i].size = size > dir[i].size ? size : dir[i].size;

        rados_write_op_t op = rados_create_write_op();
        rados_write_op_assert_version(op, ver);
        rados_write_op_write_full(op, (const char *)dir, (size_t)got);
        int rc = rados_write_op_operate(op, v->io, oid, NULL, 0);
        rados_release_write_op(op);
        if (rc != -ERANGE && rc != -EOVERFLOW)
            return rc;
    }
}

static int dir_lock(struct voldir *v, const char *oid)
{
    struct timeval dur = { 0, 0 }; /* does not expire; broken by the admin tool only */
    return rados_lock_exclusive(v->io, oid, LOCK_NAME, v->cookie, "directory rewrite", &dur, 0);
}

static void dir_unlock(struct voldir *v, const char *oid)
{
    int rc = rados_unlock(v->io, oid, LOCK_NAME, v->cookie);
    if (rc < 0)
        fprintf(stderr, "unlock %s: %s\n", oid, strerror(-rc));
}

/* Rebuild drops empty volumes. The per-pool state object is only ever touched under the lock. */
int voldir_checkpoint(struct voldir *v, const char *pool, uint64_t freed)
{
    char oid[128], buf[64] = "";
    uint64_t total = 0;
    int rc;

    snprintf(oid, sizeof(oid), "ckpt.%s", pool);
    if ((rc = dir_lock(v, oid)) < 0)
        return rc;
    rc = rados_read(v->io, oid, buf, sizeof(buf) - 1, 0);
    if (rc >= 0 && sscanf(buf, "freed %llu", (unsigned long long *)&total) != 1)
        total = 0;
    if (rc >= 0 || rc == -ENOENT) {
        int n = snprintf(buf, sizeof(buf), "freed %llu", (unsigned long long)(total + freed));
        rc = rados_write_full(v->io, oid, buf, (size_t)n);
    }
    dir_unlock(v, oid);
    return rc;
}

int voldir_init_pool(struct voldir *v, const char *oid)
{
    rados_write_op_t op = rados_create_write_op();
    rados_write_op_create(op, LIBRADOS_CREATE_EXCLUSIVE, NULL);
    rados_write_op_write_full(op, "", 0);
    int rc = rados_write_op_operate(op, v->io, oid, NULL, 0);
    rados_release_write_op(op);
    return rc == -EEXIST ? 0 : rc;
}

int voldir_journal(struct voldir *v, const char *oid, const char *what)
{
    uint64_t psize;
    time_t mtime;
    char line[256];

    if (rados_stat(v->io, oid, &psize, &mtime) < 0)
        psize = 0;
    int n = snprintf(line, sizeof(line), "@%llu %s\n", (unsigned long long)psize, what);
    return rados_append(v->io, oid, line, (size_t)n);
}
