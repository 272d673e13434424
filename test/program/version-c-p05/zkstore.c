// STD: gnu17
#include "zkstore.h"
#include <stdio.h>
#include <string.h>

static void node_path(const struct zkstore *s, const char *node, char *out, size_t cap)
{
    snprintf(out, cap, "%s/%s", s->root, node);
}

int zks_open(struct zkstore *s, const char *hosts, const char *root)
{
    snprintf(s->root, sizeof s->root, "%s", root);
    s->zh = zookeeper_init(hosts, NULL, 10000, NULL, NULL, 0);
    return s->zh ? ZOK : ZSYSTEMERROR;
}

int zks_read(struct zkstore *s, const char *node, char *buf, int cap, struct Stat *st)
{
    char path[256];
    int len = cap - 1, rc;

    node_path(s, node, path, sizeof path);
    rc = zoo_get(s->zh, path, 0, buf, &len, st);
    if (rc == ZOK)
        buf[len > 0 ? len : 0] = '\0';
    return rc;
}

int zks_write_at(struct zkstore *s, const char *node, const char *buf, int len, int version)
{
    char path[256];

    node_path(s, node, path, sizeof path);
    return zoo_set(s->zh, path, buf, len, version);
}

int zks_write(struct zkstore *s, const char *node, const char *buf, int len)
{
    return zks_write_at(s, node, buf, len, -1);
}

int zks_create_ephemeral(struct zkstore *s, const char *node, const char *buf, int len)
{
    char path[256];

    node_path(s, node, path, sizeof path);
    return zoo_create(s->zh, path, buf, len, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, NULL, 0);
}
