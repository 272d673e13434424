// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* feature flag administration on a NATS key-value bucket */
#include <nats/nats.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLAG_LEN 256

struct flagctl {
    kvStore *kv;
    char operator_name[32];
};

static natsStatus flag_read(kvStore *kv, const char *name, char *out, size_t cap, uint64_t *rev)
{
    kvEntry *e = NULL;
    natsStatus s = kvStore_Get(&e, kv, name);

    if (s != NATS_OK)
        return s;
    snprintf(out, cap, "%s", kvEntry_ValueString(e));
    if (rev)
        *rev = kvEntry_Revision(e);
    kvEntry_Destroy(e);
    return NATS_OK;
}

static bool has_group(const char *list, const char *group)
{
    const char *p = list;
    size_t n = strlen(group);

    while ((p = strstr(p, group)) != NULL) {
        if ((p == list || p[-1] == ',') && (p[n] == ',' || p[n] == '\0'))
            return true;
        p += n;
    }
    return false;
}

static natsStatus audit(struct flagctl *f, const char *name, const char *what)
{
    char key[96], line[160];
    uint64_t rev;

    snprintf(key, sizeof(key), "audit.%s", name);
    snprintf(line, sizeof(line), "%s %s", f->operator_name, what);
    return kvStore_PutString(&rev, f->kv, key, line);
}

natsStatus flag_enable_group(struct flagctl *f, const char *name, const char *group)
{
    char cur[FLAG_LEN], next[FLAG_LEN * 2];
    uint64_t rev, newrev;
    kvEntry *head = NULL;
    natsStatus s = flag_read(f->kv, name, cur, sizeof(cur), NULL);

    if (s != NATS_OK)
        return s;
    if (has_group(cur, group))
        return NATS_OK;
    snprintf(next, sizeof(next), "%s%s%s", cur, cur[0] ? "," : "", group);

    s = audit(f, name, group);
    if (s != NATS_OK)
        return s;
    s = kvStore_Get(&head, f->kv, name);
    if (s != NATS_OK)
        return s;
    rev = kvEntry_Revision(head);
    kvEntry_Destroy(head);
    return kvStore_UpdateString(&newrev, f->kv, name, next, rev); // EXPECT: unversioned-write
}

natsStatus flag_disable_all(struct flagctl *f, const char *name)
{
    uint64_t rev;

    return kvStore_PutString(&rev, f->kv, name, "");
}

natsStatus flag_add_percent(struct flagctl *f, const char *name, int delta)
{
    char key[96], cur[FLAG_LEN], next[32];
    uint64_t rev, newrev;
    natsStatus s;
    int pct, tries;

    snprintf(key, sizeof(key), "rollout.%s", name);
    for (tries = 0; tries < 6; tries++) {
        s = flag_read(f->kv, key, cur, sizeof(cur), &rev);
        if (s != NATS_OK)
            return s;
        pct = atoi(cur) + delta;
        snprintf(next, sizeof(next), "%d", pct < 0 ? 0 : pct > 100 ? 100 : pct);
        s = kvStore_UpdateString(&newrev, f->kv, key, next, rev);
        if (s == NATS_OK)
            return s;
    }
    return s;
}

natsStatus flag_rollback_step(struct flagctl *f, const char *name)
{
    char key[96], cur[FLAG_LEN], next[32];
    uint64_t rev;
    natsStatus s;

    snprintf(key, sizeof(key), "rollout.%s", name);
    s = flag_read(f->kv, key, cur, sizeof(cur), &rev);
    if (s != NATS_OK)
        return s;
    snprintf(next, sizeof(next), "%d", atoi(cur) / 2);
    return kvStore_PutString(&rev, f->kv, key, next); // EXPECT: unversioned-write
}
