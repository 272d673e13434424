#ifndef OBJIO_H
#define OBJIO_H
#include <stddef.h>
#include <stdint.h>
#include <rados/librados.h>

/* Small whole-object helpers of the gateway; every gateway host links them. */
int objio_get(rados_ioctx_t io, const char *oid, char *buf, size_t cap, uint64_t *ver);
int objio_put(rados_ioctx_t io, const char *oid, const char *buf, size_t len);
int objio_put_if(rados_ioctx_t io, const char *oid, const char *buf, size_t len, uint64_t ver);

#endif
