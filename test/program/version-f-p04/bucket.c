// STD: gnu17
#include "bucket.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define META_MAX 256

static void meta_oid(char *out, size_t cap, const char *bucket)
{
    snprintf(out, cap, ".meta.%s", bucket);
}

static int meta_decode(const char *s, struct bucket_meta *m)
{
    memset(m, 0, sizeof *m);
    return sscanf(s, "%llu %llu %llu %63s", &m->objects, &m->bytes, &m->quota, m->owner) == 4
               ? 0 : -EBADMSG;
}

static int meta_encode(char *s, size_t cap, const struct bucket_meta *m)
{
    return snprintf(s, cap, "%llu %llu %llu %s", m->objects, m->bytes, m->quota, m->owner);
}

/* after every upload or delete */
int bucket_account(rados_ioctx_t io, const char *bucket, long long d_objects, long long d_bytes)
{
    char oid[128], raw[META_MAX];
    struct bucket_meta m;
    int n, rc;

    meta_oid(oid, sizeof oid, bucket);
    rc = objio_get(io, oid, raw, sizeof raw, NULL);
    if (rc < 0)
        return rc;
    rc = meta_decode(raw, &m);
    if (rc < 0)
        return rc;
    m.objects += d_objects;
    m.bytes += d_bytes;
    n = meta_encode(raw, sizeof raw, &m);
    return objio_put(io, oid, raw, (size_t)n); // EXPECT: unversioned-write
}

/* administrator */
int bucket_set_quota(rados_ioctx_t io, const char *bucket, unsigned long long quota)
{
    char oid[128], raw[META_MAX];
    struct bucket_meta m;
    uint64_t ver;
    int n, rc;

    meta_oid(oid, sizeof oid, bucket);
    do {
        rc = objio_get(io, oid, raw, sizeof raw, &ver);
        if (rc < 0)
            return rc;
        rc = meta_decode(raw, &m);
        if (rc < 0)
            return rc;
        m.quota = quota;
        n = meta_encode(raw, sizeof raw, &m);
        rc = objio_put_if(io, oid, raw, (size_t)n, ver);
    } while (rc == -ERANGE || rc == -EOVERFLOW);
    return rc;
}

int bucket_publish_banner(rados_ioctx_t io, const char *text)
{
    return objio_put(io, ".banner", text, strlen(text));
}
