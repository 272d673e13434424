// STD: gnu17
#include "coord.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static void tenant_path(char *buf, size_t cap, unsigned tenant)
{
    snprintf(buf, cap, "/tenants/%u/usage", tenant);
}

int tenant_charge(struct coord *c, unsigned tenant, long mbit)
{
    struct coord_blob b;
    char path[64], out[64];
    long used;
    int n, rc;

    tenant_path(path, sizeof(path), tenant);
    rc = coord_fetch(c, path, &b);
    if (rc == -ENOENT) {
        n = snprintf(out, sizeof(out), "%ld", mbit);
        return coord_create(c, path, out, n);
    }
    if (rc != 0)
        return rc;
    b.data[b.len < (int)sizeof(b.data) ? b.len : (int)sizeof(b.data) - 1] = '\0';
    used = strtol(b.data, NULL, 10);
    n = snprintf(out, sizeof(out), "%ld", used + mbit);
    return coord_publish(c, path, out, n); // EXPECT: unversioned-write
}

/* A tenant without usage is forgotten. */
int tenant_reap(struct coord *c, unsigned tenant)
{
    struct coord_blob b;
    char path[64];
    int rc;

    tenant_path(path, sizeof(path), tenant);
    rc = coord_fetch(c, path, &b);
    if (rc != 0)
        return rc;
    if (b.len > 0 && strtol(b.data, NULL, 10) > 0)
        return -EBUSY;
    return coord_drop(c, path); // EXPECT: unversioned-write
}
