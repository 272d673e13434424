// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    kvStore *kv;
    char cluster[32];
} registry;

static void member_key(const registry *r, const char *node, char *out, size_t n)
{
    snprintf(out, n, "%s.members.%s", r->cluster, node);
}

static void roster_key(const registry *r, char *out, size_t n)
{
    snprintf(out, n, "%s.roster", r->cluster);
}

natsStatus registry_announce(registry *r, const char *node, const char *addr)
{
    char key[128];
    uint64_t rev;
    member_key(r, node, key, sizeof key);
    return kvStore_PutString(&rev, r->kv, key, addr);
}

natsStatus registry_bootstrap(registry *r)
{
    char key[128];
    roster_key(r, key, sizeof key);
    return kvStore_CreateString(NULL, r->kv, key, "");
}

natsStatus registry_add(registry *r, const char *node)
{
    char key[128], merged[1024];
    natsStatus s;

    roster_key(r, key, sizeof key);
    do {
        kvEntry *e = NULL;
        s = kvStore_Get(&e, r->kv, key);
        if (s != NATS_OK)
            return s;
        snprintf(merged, sizeof merged, "%s%s;", kvEntry_ValueString(e), node);
        s = kvStore_UpdateString(NULL, r->kv, key, merged, kvEntry_Revision(e));
        kvEntry_Destroy(e);
    } while (s == NATS_ERR);
    return s;
}

static void strip(const char *list, const char *node, char *out, size_t n)
{
    size_t w = 0, len = strlen(node);
    while (*list && w + 1 < n) {
        const char *end = strchr(list, ';');
        size_t seg = end ? (size_t)(end - list) + 1 : strlen(list);
        if (!(seg == len + 1 && strncmp(list, node, len) == 0) && w + seg < n) {
            memcpy(out + w, list, seg);
            w += seg;
        }
        list += seg;
    }
    out[w] = '\0';
}

natsStatus registry_remove(registry *r, const char *node)
{
    char key[128], rest[1024];
    kvEntry *e = NULL;

    roster_key(r, key, sizeof key);
    natsStatus s = kvStore_Get(&e, r->kv, key);
    if (s != NATS_OK)
        return s;
    strip(kvEntry_ValueString(e), node, rest, sizeof rest);
    kvStore_UpdateString(NULL, r->kv, key, rest, kvEntry_Revision(e)); // EXPECT: ignored-conflict
    kvEntry_Destroy(e);
    member_key(r, node, key, sizeof key);
    return kvStore_Delete(r->kv, key);
}

natsStatus registry_count_restart(registry *r, const char *node)
{
    char key[160], text[24];
    kvEntry *e = NULL;
    long n = 0;

    snprintf(key, sizeof key, "%s.restarts.%s", r->cluster, node);
    natsStatus s = kvStore_Get(&e, r->kv, key);
    if (s == NATS_OK) {
        n = strtol(kvEntry_ValueString(e), NULL, 10);
        kvEntry_Destroy(e);
    } else if (s != NATS_NOT_FOUND) {
        return s;
    }
    snprintf(text, sizeof text, "%ld", n + 1);
    return kvStore_PutString(NULL, r->kv, key, text); // EXPECT: unversioned-write
}
