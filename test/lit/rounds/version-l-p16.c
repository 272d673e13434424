// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Feature flags and rollout state shared by all edge nodes through a NATS KV bucket. */
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rollout {
    int percent;
    int step;
    char cohort[24];
};

static int rollout_parse(const char *s, struct rollout *r)
{
    return s && sscanf(s, "%d %d %23s", &r->percent, &r->step, r->cohort) == 3 ? 0 : -1;
}

static void rollout_print(const struct rollout *r, char *out, size_t cap)
{
    snprintf(out, cap, "%d %d %s", r->percent, r->step, r->cohort);
}

static natsStatus rollout_load(kvStore *kv, const char *flag, struct rollout *r, uint64_t *rev)
{
    kvEntry *e = NULL;
    natsStatus s = kvStore_Get(&e, kv, flag);

    if (s != NATS_OK)
        return s;
    if (rollout_parse(kvEntry_ValueString(e), r) != 0)
        s = NATS_INVALID_ARG;
    else
        *rev = kvEntry_Revision(e);
    kvEntry_Destroy(e);
    return s;
}

/* Timer: advance a rollout by one step. */
natsStatus rollout_advance(kvStore *kv, const char *flag)
{
    struct rollout r;
    uint64_t rev;
    char buf[64];
    natsStatus s;
    int i;

    for (i = 0; i < 4; i++) {
        s = rollout_load(kv, flag, &r, &rev);
        if (s != NATS_OK || r.percent >= 100)
            return s;
        r.percent = r.percent + r.step > 100 ? 100 : r.percent + r.step;
        rollout_print(&r, buf, sizeof buf);
        s = kvStore_UpdateString(NULL, kv, flag, buf, rev);
        if (s == NATS_OK)
            return s;
    }
    return s;
}

/* Error-rate alarm: halve the exposure. */
natsStatus rollout_back_off(kvStore *kv, const char *flag)
{
    struct rollout r;
    uint64_t rev;
    char buf[64];
    natsStatus s = rollout_load(kv, flag, &r, &rev);

    if (s != NATS_OK)
        return s;
    r.percent /= 2;
    rollout_print(&r, buf, sizeof buf);
    s = kvStore_UpdateString(NULL, kv, flag, buf, rev);
    if (s != NATS_OK) {
        fprintf(stderr, "flag %s: %s, trying again\n", flag, natsStatus_GetText(s));
        s = kvStore_PutString(NULL, kv, flag, buf); // EXPECT: unversioned-write
    }
    return s;
}

/* Console command: other step width. */
natsStatus rollout_set_step(kvStore *kv, const char *flag, int step)
{
    kvEntry *e = NULL;
    struct rollout r;
    char buf[64];
    natsStatus s = kvStore_Get(&e, kv, flag);

    if (s != NATS_OK)
        return s;
    if (rollout_parse(kvEntry_ValueString(e), &r) != 0) {
        kvEntry_Destroy(e);
        return NATS_INVALID_ARG;
    }
    kvEntry_Destroy(e);
    r.step = step;
    rollout_print(&r, buf, sizeof buf);
    return kvStore_PutString(NULL, kv, flag, buf); // EXPECT: unversioned-write
}

natsStatus rollout_start(kvStore *kv, const char *flag, const char *cohort, int step)
{
    struct rollout r = { 0, step, "" };
    char buf[64];

    snprintf(r.cohort, sizeof r.cohort, "%s", cohort);
    rollout_print(&r, buf, sizeof buf);
    return kvStore_CreateString(NULL, kv, flag, buf);
}

/* Every node publishes what it currently serves under a key of its own. */
natsStatus rollout_publish_seen(kvStore *kv, const char *node, const char *flag)
{
    struct rollout r;
    uint64_t rev;
    char key[96], buf[64];
    natsStatus s = rollout_load(kv, flag, &r, &rev);

    if (s != NATS_OK)
        return s;
    snprintf(key, sizeof key, "seen.%s.%s", node, flag);
    rollout_print(&r, buf, sizeof buf);
    return kvStore_PutString(NULL, kv, key, buf);
}
