// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* rollout.c -- feature rollouts in a NATS key-value bucket, edited by several operators */
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rollout {
    int percent;
    int paused;
    char region[32];
};

static natsStatus parse(const char *s, struct rollout *r)
{
    if (s == NULL || sscanf(s, "%d;%d;%31s", &r->percent, &r->paused, r->region) != 3)
        return NATS_ERR;
    return NATS_OK;
}

static void format(const struct rollout *r, char *buf, size_t cap)
{
    snprintf(buf, cap, "%d;%d;%s", r->percent, r->paused, r->region);
}

static natsStatus current_revision(kvStore *kv, const char *feature, uint64_t *rev)
{
    kvEntry *e = NULL;
    natsStatus s = kvStore_Get(&e, kv, feature);

    if (s == NATS_OK) {
        *rev = kvEntry_Revision(e);
        kvEntry_Destroy(e);
    }
    return s;
}

/* Raise the share of users by `step` percent. */
natsStatus rollout_step(kvStore *kv, const char *feature, int step)
{
    kvEntry *e = NULL;
    struct rollout r;
    char buf[96];
    uint64_t rev = 0;
    natsStatus s = kvStore_Get(&e, kv, feature);

    if (s != NATS_OK)
        return s;
    s = parse(kvEntry_ValueString(e), &r);
    kvEntry_Destroy(e);
    if (s != NATS_OK)
        return s;
    r.percent = r.percent + step > 100 ? 100 : r.percent + step;
    format(&r, buf, sizeof(buf));
    s = current_revision(kv, feature, &rev);
    if (s != NATS_OK)
        return s;
    return kvStore_UpdateString(NULL, kv, feature, buf, rev); // EXPECT: unversioned-write
}

/* Emergency stop from the dashboard. */
natsStatus rollout_pause(kvStore *kv, const char *feature)
{
    kvEntry *e = NULL;
    struct rollout r;
    char buf[96];
    uint64_t rev;
    natsStatus s = kvStore_Get(&e, kv, feature);

    if (s != NATS_OK)
        return s;
    rev = kvEntry_Revision(e);
    s = parse(kvEntry_ValueString(e), &r);
    kvEntry_Destroy(e);
    if (s != NATS_OK)
        return s;
    r.paused = 1;
    format(&r, buf, sizeof(buf));
    kvStore_UpdateString(&rev, kv, feature, buf, rev); // EXPECT: ignored-conflict
    printf("%s paused at %d%%\n", feature, r.percent);
    return NATS_OK;
}

natsStatus rollout_move(kvStore *kv, const char *feature, const char *region)
{
    natsStatus s;
    int i;

    for (i = 0; i < 6; i++) {
        kvEntry *e = NULL;
        struct rollout r;
        char buf[96];
        uint64_t rev;

        s = kvStore_Get(&e, kv, feature);
        if (s != NATS_OK)
            return s;
        rev = kvEntry_Revision(e);
        s = parse(kvEntry_ValueString(e), &r);
        kvEntry_Destroy(e);
        if (s != NATS_OK)
            return s;
        snprintf(r.region, sizeof(r.region), "%s", region);
        format(&r, buf, sizeof(buf));
        s = kvStore_UpdateString(NULL, kv, feature, buf, rev);
        if (s == NATS_OK)
            break;
    }
    return s;
}

/* New feature: only if nobody has created it meanwhile. */
natsStatus rollout_create(kvStore *kv, const char *feature, const char *region)
{
    struct rollout r = { 0, 0, "" };
    char buf[96];
    uint64_t rev;

    if (current_revision(kv, feature, &rev) == NATS_OK)
        return NATS_ILLEGAL_STATE;
    snprintf(r.region, sizeof(r.region), "%s", region);
    format(&r, buf, sizeof(buf));
    return kvStore_CreateString(&rev, kv, feature, buf);
}
