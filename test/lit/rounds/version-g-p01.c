// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* tenant quota accounting kept in ZooKeeper, used by the gateway processes */
#define THREADED
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define QUOTA_ROOT "/gateway/quota"
#define QUOTA_BUF 128

struct quota {
    int64_t limit;
    int64_t used;
};

struct quota_client {
    zhandle_t *zh;
    pthread_mutex_t mu;
    unsigned long denied;
};

static void quota_path(char *out, size_t n, const char *tenant)
{
    snprintf(out, n, "%s/%s", QUOTA_ROOT, tenant);
}

static int quota_decode(const char *buf, int len, struct quota *q)
{
    char tmp[QUOTA_BUF + 1];

    if (len < 0 || len > QUOTA_BUF)
        return -EINVAL;
    memcpy(tmp, buf, (size_t)len);
    tmp[len] = '\0';
    if (sscanf(tmp, "%" SCNd64 " %" SCNd64, &q->limit, &q->used) != 2)
        return -EBADMSG;
    return 0;
}

static int quota_encode(char *buf, size_t n, const struct quota *q)
{
    return snprintf(buf, n, "%" PRId64 " %" PRId64, q->limit, q->used);
}

static int zk_errno(int rc)
{
    switch (rc) {
    case ZOK: return 0;
    case ZNONODE: return -ENOENT;
    case ZBADVERSION: return -EAGAIN;
    default: return -EIO;
    }
}

/* Charge `bytes` to a tenant; every gateway in the cluster calls this. */
int quota_charge(struct quota_client *c, const char *tenant, int64_t bytes)
{
    char path[256], buf[QUOTA_BUF];
    struct quota q;
    int len = sizeof(buf), rc;

    quota_path(path, sizeof(path), tenant);
    pthread_mutex_lock(&c->mu);
    rc = zk_errno(zoo_get(c->zh, path, 0, buf, &len, NULL));
    if (rc == 0)
        rc = quota_decode(buf, len, &q);
    if (rc == 0 && q.used + bytes > q.limit) {
        c->denied++;
        rc = -EDQUOT;
    }
    if (rc == 0) {
        q.used += bytes;
        len = quota_encode(buf, sizeof(buf), &q);
        rc = zk_errno(zoo_set(c->zh, path, buf, len, -1)); // EXPECT: unversioned-write
    }
    pthread_mutex_unlock(&c->mu);
    return rc;
}

/* Raise or lower the limit from the admin console. */
int quota_adjust_limit(struct quota_client *c, const char *tenant, int64_t delta)
{
    char path[256], buf[QUOTA_BUF];
    struct quota q;
    struct Stat st;
    int len, rc, attempt;

    quota_path(path, sizeof(path), tenant);
    for (attempt = 0; attempt < 8; attempt++) {
        len = sizeof(buf);
        rc = zk_errno(zoo_get(c->zh, path, 0, buf, &len, &st));
        if (rc)
            return rc;
        rc = quota_decode(buf, len, &q);
        if (rc)
            return rc;
        q.limit += delta;
        len = quota_encode(buf, sizeof(buf), &q);
        rc = zk_errno(zoo_set(c->zh, path, buf, len, st.version));
        if (rc != -EAGAIN)
            return rc;
    }
    return -EBUSY;
}

/* Monthly reset replaces the node wholesale. */
int quota_reset(struct quota_client *c, const char *tenant, int64_t limit)
{
    char path[256], buf[QUOTA_BUF];
    struct quota q = { limit, 0 };
    int len;

    quota_path(path, sizeof(path), tenant);
    len = quota_encode(buf, sizeof(buf), &q);
    return zk_errno(zoo_set(c->zh, path, buf, len, -1));
}
