// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* assignd: keeps the partition -> consumer map of a consumer group in ZooKeeper. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#define THREADED
#include <zookeeper/zookeeper.h>

#define ASSIGN_MAX 4096
#define MAX_RETRY 8

struct group {
    zhandle_t *zh;
    char path[256];
    char last_known[ASSIGN_MAX];
    int last_len;
};

static int append_member(char *buf, int len, size_t cap, const char *member, int part)
{
    int n = snprintf(buf + len, cap - (size_t)len, "%s%d=%s", len ? ";" : "", part, member);
    if (n < 0 || (size_t)(len + n) >= cap)
        return -ENOSPC;
    return len + n;
}

static int strip_member(char *buf, int len, const char *member)
{
    char out[ASSIGN_MAX];
    int o = 0;
    char *save = NULL;

    buf[len] = '\0';
    for (char *tok = strtok_r(buf, ";", &save); tok; tok = strtok_r(NULL, ";", &save)) {
        const char *eq = strchr(tok, '=');
        if (eq && strcmp(eq + 1, member) == 0)
            continue;
        o += snprintf(out + o, sizeof(out) - (size_t)o, "%s%s", o ? ";" : "", tok);
    }
    memcpy(buf, out, (size_t)o);
    return o;
}

/* Add a member to the map; tolerates a slow quorum by working from the last map seen. */
int group_assign(struct group *g, const char *member, int part)
{
    char buf[ASSIGN_MAX];
    int len = (int)sizeof(buf) - 1;
    int32_t ver = -1;
    struct Stat st;

    int rc = zoo_get(g->zh, g->path, 0, buf, &len, &st);
    switch (rc) {
    case ZOK:
        ver = st.version;
        if (len < 0)
            len = 0;
        memcpy(g->last_known, buf, (size_t)len);
        g->last_len = len;
        break;
    case ZOPERATIONTIMEOUT:
    case ZCONNECTIONLOSS:
        syslog(LOG_WARNING, "%s: %s, using last known map", g->path, zerror(rc));
        memcpy(buf, g->last_known, (size_t)g->last_len);
        len = g->last_len;
        break;
    default:
        return -EIO;
    }

    len = append_member(buf, len, sizeof(buf), member, part);
    if (len < 0)
        return len;

    rc = zoo_set(g->zh, g->path, buf, len, ver); // EXPECT: unversioned-write
    if (rc == ZBADVERSION)
        return -EAGAIN;
    return rc == ZOK ? 0 : -EIO;
}

/* Take a departed member out of the map. */
int group_evict(struct group *g, const char *member)
{
    for (int i = 0; i < MAX_RETRY; i++) {
        char buf[ASSIGN_MAX];
        int len = (int)sizeof(buf) - 1;
        struct Stat st;

        int rc = zoo_get(g->zh, g->path, 0, buf, &len, &st);
        if (rc != ZOK)
            return -EIO;
        if (len <= 0)
            return 0;
        len = strip_member(buf, len, member);
        rc = zoo_set(g->zh, g->path, buf, len, st.version);
        if (rc == ZOK)
            return 0;
        if (rc != ZBADVERSION)
            return -EIO;
    }
    return -EAGAIN;
}

/* Our own heartbeat node: nobody else writes it and the old content does not matter. */
int group_heartbeat(struct group *g, const char *self, long long now_ms)
{
    char node[512], val[32];

    snprintf(node, sizeof(node), "%s/hb/%s", g->path, self);
    int n = snprintf(val, sizeof(val), "%lld", now_ms);
    int rc = zoo_set(g->zh, node, val, n, -1);
    if (rc == ZNONODE)
        rc = zoo_create(g->zh, node, val, n, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, NULL, 0);
    return rc == ZOK ? 0 : -EIO;
}
