// STD: gnu17
#include "zkstore.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void full_path(struct zkstore *s, const char *node, char *out, size_t cap)
{
    snprintf(out, cap, "%s/%s", s->root, node);
}

static int to_errno(int rc)
{
    switch (rc) {
    case ZOK:          return 0;
    case ZNONODE:      return -ENOENT;
    case ZNODEEXISTS:  return -EEXIST;
    case ZBADVERSION:  return -ESTALE;
    default:           return -EIO;
    }
}

static int read_node(struct zkstore *s, const char *node, char *buf, size_t cap, struct Stat *st)
{
    char path[512];
    int len = (int)cap - 1;

    full_path(s, node, path, sizeof(path));
    int rc = zoo_get(s->zh, path, 0, buf, &len, st);
    if (rc == ZOK)
        buf[len < 0 ? 0 : len] = '\0';
    return to_errno(rc);
}

int zks_get(struct zkstore *s, const char *node, char *buf, size_t cap, int32_t *at)
{
    struct Stat st;
    int rc = read_node(s, node, buf, cap, &st);
    if (rc == 0 && at)
        *at = st.version;
    return rc;
}

int zks_children_mark(struct zkstore *s, const char *node, char *buf, size_t cap, int32_t *mark)
{
    struct Stat st;
    int rc = read_node(s, node, buf, cap, &st);
    if (rc == 0)
        *mark = st.cversion;
    return rc;
}

int zks_put_at(struct zkstore *s, const char *node, const char *body, int32_t at)
{
    char path[512];
    full_path(s, node, path, sizeof(path));
    return to_errno(zoo_set(s->zh, path, body, (int)strlen(body), at));
}

int zks_put(struct zkstore *s, const char *node, const char *body)
{
    return zks_put_at(s, node, body, -1);
}

int zks_make(struct zkstore *s, const char *node, const char *body)
{
    char path[512];
    full_path(s, node, path, sizeof(path));
    return to_errno(zoo_create(s->zh, path, body, (int)strlen(body), &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0));
}
