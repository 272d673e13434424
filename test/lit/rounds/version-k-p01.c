// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Tenant quota agent: keeps per-tenant storage quotas in the coordination service. */
#define THREADED
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define QUOTA_ROOT "/storage/quota"
#define QUOTA_BUF 256

struct quota {
    long long limit_bytes;
    long long used_bytes;
    int flags;
};

static void quota_path(char *dst, size_t cap, const char *tenant)
{
    snprintf(dst, cap, QUOTA_ROOT "/%s", tenant);
}

static int quota_decode(const char *buf, int len, struct quota *q)
{
    char tmp[QUOTA_BUF];
    if (len < 0 || len >= (int)sizeof tmp)
        return -1;
    memcpy(tmp, buf, (size_t)len);
    tmp[len] = '\0';
    return sscanf(tmp, "%lld:%lld:%d", &q->limit_bytes, &q->used_bytes, &q->flags) == 3 ? 0 : -1;
}

static int quota_encode(const struct quota *q, char *buf, size_t cap)
{
    return snprintf(buf, cap, "%lld:%lld:%d", q->limit_bytes, q->used_bytes, q->flags);
}

int quota_register(zhandle_t *zh, const char *tenant, long long limit)
{
    char path[160], buf[QUOTA_BUF];
    struct quota q = { limit, 0, 0 };
    int n, rc;

    quota_path(path, sizeof path, tenant);
    n = quota_encode(&q, buf, sizeof buf);
    rc = zoo_create(zh, path, buf, n, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0);
    return (rc == ZOK || rc == ZNODEEXISTS) ? 0 : rc;
}

int quota_charge(zhandle_t *zh, const char *tenant, long long bytes)
{
    char path[160], buf[QUOTA_BUF];
    struct quota q;
    struct Stat st;
    int len = sizeof buf, rc, n;

    quota_path(path, sizeof path, tenant);
    rc = zoo_get(zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    if (quota_decode(buf, len, &q) != 0)
        return ZMARSHALLINGERROR;
    if (q.used_bytes + bytes > q.limit_bytes)
        return ZBADARGUMENTS;
    q.used_bytes += bytes;
    n = quota_encode(&q, buf, sizeof buf);
    rc = zoo_set(zh, path, buf, n, -1); // EXPECT: unversioned-write
    if (rc != ZOK)
        fprintf(stderr, "quota %s: %s\n", tenant, zerror(rc));
    return rc;
}

int quota_set_flag(zhandle_t *zh, const char *tenant, int flag)
{
    char path[160], buf[QUOTA_BUF];
    int rc;

    quota_path(path, sizeof path, tenant);
    do {
        struct quota q;
        struct Stat st;
        int len = sizeof buf, n;

        rc = zoo_get(zh, path, 0, buf, &len, &st);
        if (rc != ZOK)
            return rc;
        if (quota_decode(buf, len, &q) != 0)
            return ZMARSHALLINGERROR;
        q.flags |= flag;
        n = quota_encode(&q, buf, sizeof buf);
        rc = zoo_set(zh, path, buf, n, st.version);
    } while (rc == ZBADVERSION);
    return rc;
}

int quota_raise_limit(zhandle_t *zh, const char *tenant, long long extra)
{
    char path[160], buf[QUOTA_BUF];
    struct quota q;
    struct Stat st;
    int len = sizeof buf, rc, n;

    quota_path(path, sizeof path, tenant);
    rc = zoo_get(zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    if (quota_decode(buf, len, &q) != 0)
        return ZMARSHALLINGERROR;
    q.limit_bytes += extra;
    n = quota_encode(&q, buf, sizeof buf);
    rc = zoo_set(zh, path, buf, n, st.version);
    if (rc == ZBADVERSION) {
        fprintf(stderr, "quota %s: concurrent update, forcing\n", tenant);
        rc = zoo_set(zh, path, buf, n, -1); // EXPECT: unversioned-write
    }
    return rc;
}
