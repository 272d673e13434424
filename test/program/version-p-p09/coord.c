// STD: gnu17
#include "coord.h"

#include <stdio.h>
#include <string.h>

static void full_path(const struct coord *c, const char *key, char *out, size_t cap)
{
    snprintf(out, cap, "%s/%s", c->root, key);
}

int coord_get(struct coord *c, const char *key, char *buf, int cap, int *version)
{
    char path[192];
    struct Stat st;
    int len = cap - 1;
    full_path(c, key, path, sizeof path);
    int rc = zoo_get(c->zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    buf[len < 0 ? 0 : len] = '\0';
    if (version)
        *version = st.version;
    return ZOK;
}

int coord_put_at(struct coord *c, const char *key, const char *text, int version)
{
    char path[192];
    full_path(c, key, path, sizeof path);
    return zoo_set(c->zh, path, text, (int)strlen(text), version);
}

int coord_put(struct coord *c, const char *key, const char *text)
{
    return coord_put_at(c, key, text, -1);
}

int coord_add(struct coord *c, const char *key, const char *text)
{
    char path[192];
    full_path(c, key, path, sizeof path);
    return zoo_create(c->zh, path, text, (int)strlen(text), &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0);
}

static int zk_fetch(void *self, const char *name, char *buf, int cap, long *revision)
{
    int v;
    int rc = coord_get(self, name, buf, cap, &v);
    if (rc == ZNONODE)
        return DOC_MISSING;
    if (rc != ZOK)
        return DOC_IO;
    *revision = v;
    return DOC_OK;
}

static int zk_replace(void *self, const char *name, const char *text, long expected_revision)
{
    switch (coord_put_at(self, name, text, (int)expected_revision)) {
    case ZOK: return DOC_OK;
    case ZNONODE: return DOC_MISSING;
    case ZBADVERSION: return DOC_CONFLICT;
    default: return DOC_IO;
    }
}

const struct doc_ops zk_doc_ops = {zk_fetch, zk_replace};
