// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/*
 * Partition assignment keeper of the message broker.
 * Every controller process runs this; the assignment of a topic is a single
 * znode "/broker/topics/<topic>/assignment" holding "p:owner,p:owner,...".
 */
#define THREADED 1
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define MAX_PART 64
#define MAX_BLOB 2048

struct assignment {
    int nparts;
    int owner[MAX_PART];
};

static void assignment_path(char *out, size_t cap, const char *topic)
{
    snprintf(out, cap, "/broker/topics/%s/assignment", topic);
}

static int decode(const char *blob, int len, struct assignment *a)
{
    char tmp[MAX_BLOB + 1], *save = NULL, *tok;

    if (len < 0 || len > MAX_BLOB)
        return -1;
    memcpy(tmp, blob, (size_t)len);
    tmp[len] = '\0';
    a->nparts = 0;
    for (tok = strtok_r(tmp, ",", &save); tok; tok = strtok_r(NULL, ",", &save)) {
        int part, owner;
        if (sscanf(tok, "%d:%d", &part, &owner) != 2 || part < 0 || part >= MAX_PART)
            return -1;
        a->owner[part] = owner;
        if (part >= a->nparts)
            a->nparts = part + 1;
    }
    return 0;
}

static int encode(const struct assignment *a, char *out, size_t cap)
{
    int i, n = 0;
    for (i = 0; i < a->nparts; i++)
        n += snprintf(out + n, cap - (size_t)n, "%s%d:%d", i ? "," : "", i, a->owner[i]);
    return n;
}

int topic_move_partition(zhandle_t *zh, const char *topic, int part, int to)
{
    char path[256], buf[MAX_BLOB];
    struct assignment a;
    struct Stat st;
    int rc, len, tries;

    assignment_path(path, sizeof path, topic);
    for (tries = 0; tries < 5; tries++) {
        len = sizeof buf;
        rc = zoo_get(zh, path, 0, buf, &len, &st);
        if (rc != ZOK)
            return rc;
        if (decode(buf, len, &a) || part >= a.nparts)
            return ZBADARGUMENTS;
        a.owner[part] = to;
        len = encode(&a, buf, sizeof buf);
        rc = zoo_set(zh, path, buf, len, st.version);
        if (rc != ZBADVERSION)
            return rc;
    }
    return ZOPERATIONTIMEOUT;
}

/* A broker left: hand its partitions to the survivors round robin. */
int topic_evacuate(zhandle_t *zh, const char *topic, int dead, const int *alive, int nalive)
{
    char path[256], buf[MAX_BLOB];
    struct assignment a;
    struct Stat st;
    int rc, len = sizeof buf, i, next = 0, moved = 0;

    assignment_path(path, sizeof path, topic);
    rc = zoo_get(zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    if (decode(buf, len, &a) != 0 || nalive == 0)
        return ZBADARGUMENTS;
    for (i = 0; i < a.nparts; i++) {
        if (a.owner[i] != dead)
            continue;
        a.owner[i] = alive[next++ % nalive];
        moved++;
    }
    if (moved == 0)
        return ZOK;
    len = encode(&a, buf, sizeof buf);
    rc = zoo_set(zh, path, buf, len, -1); // EXPECT: unversioned-write
    if (rc != ZOK)
        fprintf(stderr, "evacuate %s: %s\n", topic, zerror(rc));
    return rc;
}

/* Grow a topic to `want` partitions, new ones start at the preferred broker. */
int topic_grow(zhandle_t *zh, const char *topic, int want, int preferred)
{
    char path[256], buf[MAX_BLOB];
    struct assignment a;
    struct Stat st;
    int rc, len = sizeof buf;

    if (want > MAX_PART)
        return ZBADARGUMENTS;
    assignment_path(path, sizeof path, topic);
    rc = zoo_get(zh, path, 0, buf, &len, NULL);
    if (rc != ZOK)
        return rc;
    if (decode(buf, len, &a) != 0)
        return ZBADARGUMENTS;
    while (a.nparts < want)
        a.owner[a.nparts++] = preferred;
    len = encode(&a, buf, sizeof buf);

    rc = zoo_exists(zh, path, 0, &st);
    if (rc != ZOK)
        return rc;
    rc = zoo_set(zh, path, buf, len, st.version); // EXPECT: unversioned-write
    return rc;
}

int broker_heartbeat(zhandle_t *zh, int id, long now)
{
    char path[128], val[32];
    snprintf(path, sizeof path, "/broker/ids/%d", id);
    int n = snprintf(val, sizeof val, "%ld", now);
    return zoo_set(zh, path, val, n, -1);
}
