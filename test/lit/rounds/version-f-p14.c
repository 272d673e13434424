// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Tenant limits in ZooKeeper: read by all API servers, changed by the
 * reconcilers which run on several hosts. */
#define THREADED
#include <zookeeper/zookeeper.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT_BUF 128

struct limits {
    int vcpu;
    int ram_mb;
    int volumes;
};

static void limits_path(char *out, size_t cap, const char *tenant)
{
    snprintf(out, cap, "/limits/%s", tenant);
}

static int limits_parse(const char *buf, int len, struct limits *l)
{
    char tmp[LIMIT_BUF];

    if (len < 0 || len >= (int)sizeof tmp)
        return -1;
    memcpy(tmp, buf, (size_t)len);
    tmp[len] = '\0';
    return sscanf(tmp, "%d %d %d", &l->vcpu, &l->ram_mb, &l->volumes) == 3 ? 0 : -1;
}

static int limits_format(char *buf, size_t cap, const struct limits *l)
{
    return snprintf(buf, cap, "%d %d %d", l->vcpu, l->ram_mb, l->volumes);
}

static int audit_write(zhandle_t *zh, const char *tenant, const struct limits *l)
{
    char path[160], rec[LIMIT_BUF];
    int n = limits_format(rec, sizeof rec, l);

    snprintf(path, sizeof path, "/audit/%s-", tenant);
    return zoo_create(zh, path, rec, n, &ZOO_OPEN_ACL_UNSAFE, ZOO_SEQUENCE, NULL, 0);
}

int limits_grow(zhandle_t *zh, const char *tenant, int vcpu, int ram_mb)
{
    char path[160], buf[LIMIT_BUF];
    int len = sizeof buf, rc;
    struct Stat st;
    struct limits l;

    limits_path(path, sizeof path, tenant);
    rc = zoo_get(zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    if (limits_parse(buf, len, &l) != 0)
        return ZMARSHALLINGERROR;
    l.vcpu += vcpu;
    l.ram_mb += ram_mb;
    if ((rc = audit_write(zh, tenant, &l)) != ZOK)
        return rc;

    rc = zoo_exists(zh, path, 0, &st);
    if (rc != ZOK)
        return rc;
    len = limits_format(buf, sizeof buf, &l);
    return zoo_set(zh, path, buf, len, st.version); // EXPECT: unversioned-write
}

int limits_set_volumes(zhandle_t *zh, const char *tenant, int volumes)
{
    char path[160], buf[LIMIT_BUF];
    int len, rc;
    struct Stat st;
    struct limits l;

    limits_path(path, sizeof path, tenant);
    do {
        len = sizeof buf;
        rc = zoo_get(zh, path, 0, buf, &len, &st);
        if (rc != ZOK)
            return rc;
        if (limits_parse(buf, len, &l) != 0)
            return ZMARSHALLINGERROR;
        l.volumes = volumes;
        len = limits_format(buf, sizeof buf, &l);
        rc = zoo_set(zh, path, buf, len, st.version);
    } while (rc == ZBADVERSION);
    return rc;
}

int limits_halve(zhandle_t *zh, const char *tenant)
{
    char path[160], buf[LIMIT_BUF];
    int len = sizeof buf, rc;
    struct Stat st;
    struct limits l;

    limits_path(path, sizeof path, tenant);
    rc = zoo_get(zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    if (limits_parse(buf, len, &l) != 0)
        return ZMARSHALLINGERROR;
    l.vcpu /= 2;
    l.ram_mb /= 2;
    len = limits_format(buf, sizeof buf, &l);
    rc = zoo_set(zh, path, buf, len, st.cversion); // EXPECT: unversioned-write
    if (rc != ZOK)
        fprintf(stderr, "limits %s: %s\n", tenant, zerror(rc));
    return rc;
}
