// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/*
 * shardctl: moves shards between storage nodes.  The assignment of every
 * shard lives in ZooKeeper below /cluster/<name>/shards.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define THREADED
#include <zookeeper/zookeeper.h>

#define SHARD_BUF 1024

struct shardctl {
    zhandle_t *zh;
    char cluster[64];
    pthread_mutex_t assign_mtx;
};

struct assignment {
    char primary[64];
    char secondary[64];
    unsigned term;
};

static int decode(const char *buf, int len, struct assignment *a)
{
    char tmp[SHARD_BUF + 1];

    if (len < 0 || len > SHARD_BUF)
        return -EINVAL;
    memcpy(tmp, buf, (size_t)len);
    tmp[len] = '\0';
    if (sscanf(tmp, "%63s %63s %u", a->primary, a->secondary, &a->term) != 3)
        return -EINVAL;
    return 0;
}

static int encode(const struct assignment *a, char *buf, size_t cap)
{
    int n = snprintf(buf, cap, "%s %s %u", a->primary, a->secondary, a->term);
    return n < 0 || (size_t)n >= cap ? -ENOSPC : n;
}

static void shard_path(const struct shardctl *sc, int shard, char *out, size_t cap)
{
    snprintf(out, cap, "/cluster/%s/shards/%05d", sc->cluster, shard);
}

/* Promote the secondary of a shard whose primary went away. */
int shardctl_promote(struct shardctl *sc, int shard)
{
    char path[256], buf[SHARD_BUF];
    int len = sizeof(buf), n, rc;
    struct Stat st;
    struct assignment a;

    shard_path(sc, shard, path, sizeof(path));
    pthread_mutex_lock(&sc->assign_mtx);
    rc = zoo_get(sc->zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        goto out;
    if (decode(buf, len, &a) < 0) {
        rc = ZMARSHALLINGERROR;
        goto out;
    }
    memcpy(a.primary, a.secondary, sizeof(a.primary));
    strcpy(a.secondary, "-");
    a.term++;
    n = encode(&a, buf, sizeof(buf));
    if (n < 0) {
        rc = ZMARSHALLINGERROR;
        goto out;
    }
    rc = zoo_set(sc->zh, path, buf, n, -1); // EXPECT: unversioned-write
out:
    pthread_mutex_unlock(&sc->assign_mtx);
    if (rc != ZOK)
        fprintf(stderr, "promote %d: %s\n", shard, zerror(rc));
    return rc;
}

/* Give a shard a new secondary; somebody else may have done so already. */
int shardctl_set_secondary(struct shardctl *sc, int shard, const char *node)
{
    char path[256], buf[SHARD_BUF];
    int rc, tries;

    shard_path(sc, shard, path, sizeof(path));
    for (tries = 0; tries < 5; tries++) {
        struct Stat st;
        struct assignment a;
        int len = sizeof(buf), n;

        rc = zoo_get(sc->zh, path, 0, buf, &len, &st);
        if (rc != ZOK)
            return rc;
        if (decode(buf, len, &a) < 0)
            return ZMARSHALLINGERROR;
        snprintf(a.secondary, sizeof(a.secondary), "%s", node);
        a.term++;
        n = encode(&a, buf, sizeof(buf));
        if (n < 0)
            return ZMARSHALLINGERROR;
        rc = zoo_set(sc->zh, path, buf, n, st.version);
        if (rc != ZBADVERSION)
            return rc;
    }
    return ZBADVERSION;
}

/* Bump the term without changing the nodes (forces clients to reconnect). */
int shardctl_bump_term(struct shardctl *sc, int shard)
{
    char path[256], buf[SHARD_BUF];
    int len = sizeof(buf), n, rc;
    struct Stat st;
    struct assignment a;

    shard_path(sc, shard, path, sizeof(path));
    rc = zoo_get(sc->zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    if (decode(buf, len, &a) < 0)
        return ZMARSHALLINGERROR;
    a.term++;
    n = encode(&a, buf, sizeof(buf));
    if (n < 0)
        return ZMARSHALLINGERROR;
    return zoo_set(sc->zh, path, buf, n, st.cversion); // EXPECT: unversioned-write
}
