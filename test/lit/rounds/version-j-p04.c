// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Volume metadata in RADOS: one small object per volume, a fixed header that
 * every client may rewrite (size, flags, snapshot count). */
#include <errno.h>
#include <rados/librados.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct vol_header {
    uint64_t size;
    uint32_t flags;
    uint32_t snap_count;
    char label[48];
};

struct vol_client {
    rados_t cluster;
    char pool[64];
};

typedef int (*vol_edit_fn)(struct vol_header *h, void *arg);

static int write_at_version(rados_ioctx_t io, const char *oid, const struct vol_header *h, uint64_t ver)
{
    rados_write_op_t op = rados_create_write_op();
    int r;

    rados_write_op_assert_version(op, ver);
    rados_write_op_write_full(op, (const char *)h, sizeof *h);
    r = rados_write_op_operate(op, io, oid, NULL, 0);
    rados_release_write_op(op);
    return r;
}

/* Every call works on its own ioctx: rados_get_last_version() is per ioctx. */
int vol_edit(struct vol_client *c, const char *oid, vol_edit_fn fn, void *arg)
{
    rados_ioctx_t io;
    struct vol_header h;
    int tries, r;

    r = rados_ioctx_create(c->cluster, c->pool, &io);
    if (r < 0)
        return r;
    for (tries = 0; tries < 10; tries++) {
        uint64_t ver;

        r = rados_read(io, oid, (char *)&h, sizeof h, 0);
        if (r < (int)sizeof h) {
            r = r < 0 ? r : -EIO;
            break;
        }
        ver = rados_get_last_version(io);
        r = fn(&h, arg);
        if (r < 0)
            break;
        r = write_at_version(io, oid, &h, ver);
        if (r != -ERANGE && r != -EOVERFLOW)
            break;
    }
    rados_ioctx_destroy(io);
    return r;
}

static int grow(struct vol_header *h, void *arg)
{
    uint64_t want = *(uint64_t *)arg;
    if (want < h->size)
        return -EINVAL;
    h->size = want;
    return 0;
}

static int add_snap(struct vol_header *h, void *arg)
{
    (void)arg;
    h->snap_count++;
    return 0;
}

int vol_create(struct vol_client *c, const char *oid, uint64_t size, const char *label)
{
    rados_ioctx_t io;
    rados_write_op_t op;
    struct vol_header h = { .size = size };
    int r = rados_ioctx_create(c->cluster, c->pool, &io);

    if (r < 0)
        return r;
    snprintf(h.label, sizeof h.label, "%s", label);
    op = rados_create_write_op();
    rados_write_op_create(op, LIBRADOS_CREATE_EXCLUSIVE, NULL);
    rados_write_op_write_full(op, (const char *)&h, sizeof h);
    r = rados_write_op_operate(op, io, oid, NULL, 0);
    rados_release_write_op(op);
    rados_ioctx_destroy(io);
    return r;
}

int main(int argc, char **argv)
{
    struct vol_client c = { .pool = "volumes" };
    uint64_t size = 20ull << 30;
    int r;

    if (argc < 2 || rados_create(&c.cluster, "admin") < 0)
        return 1;
    rados_conf_read_file(c.cluster, NULL);
    if (rados_connect(c.cluster) < 0)
        return 1;
    r = vol_create(&c, argv[1], 10ull << 30, "scratch");
    if (r == 0 || r == -EEXIST)
        r = vol_edit(&c, argv[1], grow, &size);
    if (r == 0)
        r = vol_edit(&c, argv[1], add_snap, NULL);
    rados_shutdown(c.cluster);
    return r < 0;
}
