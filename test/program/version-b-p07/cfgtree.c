// STD: gnu17
#include "cfgtree.h"
#include <stdio.h>
#include <string.h>

static void full_path(const struct cfgtree *t, const char *key, char *out, size_t n)
{
    snprintf(out, n, "%s/%s", t->root, key);
}

int cfg_read(struct cfgtree *t, const char *key, struct cfgnode *out)
{
    char path[256];
    struct Stat st;
    int len = (int)sizeof out->text - 1;

    full_path(t, key, path, sizeof path);
    int rc = zoo_get(t->zh, path, 0, out->text, &len, &st);
    if (rc != ZOK)
        return rc;
    out->text[len > 0 ? len : 0] = '\0';
    out->version = st.version;
    return ZOK;
}

int cfg_write(struct cfgtree *t, const char *key, const char *text, int version)
{
    char path[256];
    full_path(t, key, path, sizeof path);
    return zoo_set(t->zh, path, text, (int)strlen(text), version);
}

int cfg_put(struct cfgtree *t, const char *key, const char *text)
{
    return cfg_write(t, key, text, -1);
}

int cfg_create(struct cfgtree *t, const char *key, const char *text)
{
    char path[256];
    full_path(t, key, path, sizeof path);
    return zoo_create(t->zh, path, text, (int)strlen(text), &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0);
}
