// STD: gnu17
#include "zkconf.h"

#include <stdio.h>

int zkconf_path(const struct zkconf *zc, const char *name, char *out, size_t cap)
{
    int n = snprintf(out, cap, "%s/%s", zc->root, name);

    return n < 0 || (size_t)n >= cap ? ZBADARGUMENTS : ZOK;
}

int zkconf_load(struct zkconf *zc, const char *name, char *buf, int *len, int *version)
{
    char path[160];
    struct Stat st;
    int rc = zkconf_path(zc, name, path, sizeof path);

    if (rc == ZOK)
        rc = zoo_get(zc->zh, path, 0, buf, len, &st);
    if (rc == ZOK && version)
        *version = st.version;
    return rc;
}

int zkconf_store(struct zkconf *zc, const char *name, const char *buf, int len)
{
    return zkconf_replace(zc, name, buf, len, -1);
}

int zkconf_replace(struct zkconf *zc, const char *name, const char *buf, int len, int version)
{
    char path[160];
    int rc = zkconf_path(zc, name, path, sizeof path);

    return rc == ZOK ? zoo_set(zc->zh, path, buf, len, version) : rc;
}
