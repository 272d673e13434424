// STD: gnu17
#include "cfgtree.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int admin_set_banner(struct cfgtree *t, const char *text)
{
    return cfg_put(t, "ui/banner", text);
}

int admin_add_upstream(struct cfgtree *t, const char *host)
{
    struct cfgnode n;
    char merged[1200];

    for (;;) {
        int rc = cfg_read(t, "proxy/upstreams", &n);
        if (rc != ZOK)
            return rc;
        snprintf(merged, sizeof merged, "%s %s", n.text, host);
        rc = cfg_write(t, "proxy/upstreams", merged, n.version);
        if (rc != ZBADVERSION)
            return rc;
    }
}

int admin_raise_limit(struct cfgtree *t, const char *name, int step)
{
    struct cfgnode n;
    char key[128], text[32];

    snprintf(key, sizeof key, "limits/%s", name);
    int rc = cfg_read(t, key, &n);
    if (rc != ZOK)
        return rc;
    snprintf(text, sizeof text, "%d", atoi(n.text) + step);
    return cfg_put(t, key, text); // EXPECT: unversioned-write
}

int admin_toggle_flag(struct cfgtree *t, const char *flag)
{
    struct cfgnode n;
    char key[128], next[8] = "1";
    int version = -1;

    snprintf(key, sizeof key, "flags/%s", flag);
    if (cfg_read(t, key, &n) == ZOK) {
        snprintf(next, sizeof next, "%d", !atoi(n.text));
        if (n.text[0] != '\0')
            version = n.version;
    }
    return cfg_write(t, key, next, version); // EXPECT: unversioned-write
}
