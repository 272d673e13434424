// STD: gnu17
#include "dnsreg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_written(int rc, const struct Stat *st, const void *data)
{
    struct edit *e = (struct edit *)data;

    (void)st;
    if (rc == ZOK)
        e->reg->writes++;
    else {
        e->reg->failures++;
        fprintf(stderr, "%s: %s\n", e->path, zerror(rc));
    }
    free(e);
}

static void add_loaded(int rc, const char *value, int len, const struct Stat *st, const void *data)
{
    struct edit *e = (struct edit *)data;
    char zone[ZONE_MAX];

    if (rc != ZOK || len < 0 || len > ZONE_MAX) {
        e->reg->failures++;
        free(e);
        return;
    }
    memcpy(zone, value, (size_t)len);
    len = zone_put_record(zone, len, sizeof(zone), e->record);
    if (len < 0) {
        fprintf(stderr, "%s: zone full (mzxid %lld)\n", e->path, (long long)st->mzxid);
        free(e);
        return;
    }
    rc = zoo_aset(e->reg->zh, e->path, zone, len, -1, add_written, e); // EXPECT: unversioned-write
    if (rc != ZOK) {
        e->reg->failures++;
        free(e);
    }
}

int dnsreg_add(struct dnsreg *r, const char *path, const char *record)
{
    struct edit *e = calloc(1, sizeof(*e));
    if (!e)
        return -1;
    e->reg = r;
    snprintf(e->path, sizeof(e->path), "%s", path);
    snprintf(e->record, sizeof(e->record), "%s", record);
    if (zoo_aget(r->zh, e->path, 0, add_loaded, e) != ZOK) {
        free(e);
        return -1;
    }
    return 0;
}
