// STD: gnu17
#include "dnsreg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void remove_loaded(int rc, const char *value, int len, const struct Stat *st, const void *data);

static void remove_written(int rc, const struct Stat *st, const void *data)
{
    struct edit *e = (struct edit *)data;

    (void)st;
    if (rc == ZBADVERSION && e->attempts++ < 5) {
        e->reg->conflicts++;
        if (zoo_aget(e->reg->zh, e->path, 0, remove_loaded, e) == ZOK)
            return;
    }
    if (rc == ZOK)
        e->reg->writes++;
    else
        e->reg->failures++;
    free(e);
}

static void remove_loaded(int rc, const char *value, int len, const struct Stat *st, const void *data)
{
    struct edit *e = (struct edit *)data;
    char zone[ZONE_MAX];
    int out;

    if (rc != ZOK || len < 0 || len > ZONE_MAX) {
        e->reg->failures++;
        free(e);
        return;
    }
    memcpy(zone, value, (size_t)len);
    out = zone_cut_record(zone, len, e->record);
    if (out == len) {
        free(e);
        return;
    }
    rc = zoo_aset(e->reg->zh, e->path, zone, out, st->version, remove_written, e);
    if (rc != ZOK) {
        e->reg->failures++;
        free(e);
    }
}

int dnsreg_remove(struct dnsreg *r, const char *path, const char *record)
{
    struct edit *e = calloc(1, sizeof(*e));
    if (!e)
        return -1;
    e->reg = r;
    snprintf(e->path, sizeof(e->path), "%s", path);
    snprintf(e->record, sizeof(e->record), "%s", record);
    if (zoo_aget(r->zh, e->path, 0, remove_loaded, e) != ZOK) {
        free(e);
        return -1;
    }
    return 0;
}
