// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Tenant storage quota, shared by all gateway processes through ZooKeeper. */
#define THREADED
#include <zookeeper/zookeeper.h>
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define QUOTA_ROOT "/gateway/quota"
#define QUOTA_RETRIES 16

struct quota {
    uint64_t used;
    uint64_t limit;
};

struct quota_client {
    zhandle_t *zh;
    pthread_mutex_t mu;
    unsigned long denied;
};

static void quota_path(char *out, size_t cap, const char *tenant)
{
    snprintf(out, cap, QUOTA_ROOT "/%s", tenant);
}

static int quota_decode(const char *buf, int len, struct quota *q)
{
    char text[128];

    if (len < 0 || (size_t)len >= sizeof text)
        return -EBADMSG;
    memcpy(text, buf, (size_t)len);
    text[len] = '\0';
    if (sscanf(text, "used=%" SCNu64 " limit=%" SCNu64, &q->used, &q->limit) != 2)
        return -EBADMSG;
    return 0;
}

static int quota_encode(const struct quota *q, char *buf, size_t cap)
{
    return snprintf(buf, cap, "used=%" PRIu64 " limit=%" PRIu64, q->used, q->limit);
}

static int quota_load(struct quota_client *c, const char *path, struct quota *q,
                      struct Stat *st)
{
    char buf[128];
    int len = sizeof buf;
    int rc = zoo_get(c->zh, path, 0, buf, &len, st);

    if (rc != ZOK)
        return rc == ZNONODE ? -ENOENT : -EIO;
    return quota_decode(buf, len, q);
}

/* Account for an object that is about to be uploaded. */
int quota_charge(struct quota_client *c, const char *tenant, uint64_t bytes)
{
    char path[256], buf[128];
    struct quota q;
    struct Stat st;
    int rc, n;

    quota_path(path, sizeof path, tenant);
    pthread_mutex_lock(&c->mu);
    rc = quota_load(c, path, &q, &st);
    if (rc != 0)
        goto out;
    if (q.used > q.limit || q.limit - q.used < bytes) {
        c->denied++;
        rc = -EDQUOT;
        goto out;
    }
    q.used += bytes;
    n = quota_encode(&q, buf, sizeof buf);
    rc = zoo_set(c->zh, path, buf, n, -1) == ZOK ? 0 : -EIO; // EXPECT: unversioned-write
out:
    pthread_mutex_unlock(&c->mu);
    return rc;
}

/* Give bytes back after a delete. */
int quota_refund(struct quota_client *c, const char *tenant, uint64_t bytes)
{
    char path[256], buf[128];

    quota_path(path, sizeof path, tenant);
    for (int i = 0; i < QUOTA_RETRIES; i++) {
        struct quota q;
        struct Stat st;
        int rc = quota_load(c, path, &q, &st);

        if (rc != 0)
            return rc;
        q.used = q.used > bytes ? q.used - bytes : 0;
        int n = quota_encode(&q, buf, sizeof buf);
        rc = zoo_set(c->zh, path, buf, n, st.version);
        if (rc == ZOK)
            return 0;
        if (rc != ZBADVERSION)
            return -EIO;
    }
    return -EAGAIN;
}

/* Operator command: raise or lower the limit, usage stays. */
int quota_set_limit(struct quota_client *c, const char *tenant, uint64_t limit)
{
    char path[256], buf[128];
    struct quota q;
    struct Stat st;
    int rc;

    quota_path(path, sizeof path, tenant);
    rc = quota_load(c, path, &q, &st);
    if (rc != 0)
        return rc;
    q.limit = limit;
    zoo_set(c->zh, path, buf, quota_encode(&q, buf, sizeof buf), st.version); // EXPECT: ignored-conflict
    return 0;
}
