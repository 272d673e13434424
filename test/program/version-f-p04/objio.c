// STD: gnu17
#include "objio.h"

int objio_get(rados_ioctx_t io, const char *oid, char *buf, size_t cap, uint64_t *ver)
{
    int n = rados_read(io, oid, buf, cap - 1, 0);

    if (n < 0)
        return n;
    buf[n] = '\0';
    if (ver)
        *ver = rados_get_last_version(io);
    return n;
}

int objio_put(rados_ioctx_t io, const char *oid, const char *buf, size_t len)
{
    return rados_write_full(io, oid, buf, len);
}

int objio_put_if(rados_ioctx_t io, const char *oid, const char *buf, size_t len, uint64_t ver)
{
    rados_write_op_t op = rados_create_write_op();
    int rc;

    rados_write_op_assert_version(op, ver);
    rados_write_op_write_full(op, buf, len);
    rc = rados_write_op_operate(op, io, oid, NULL, 0);
    rados_release_write_op(op);
    return rc;
}
