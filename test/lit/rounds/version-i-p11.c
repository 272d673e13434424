// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Device shadow service: desired state of IoT devices in a NATS key-value bucket. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nats/nats.h>

#define DOC_MAX 2048

typedef struct shadow_svc {
    kvStore *kv;
    unsigned long conflicts;
} shadow_svc;

static natsStatus shadow_load(shadow_svc *s, const char *dev, char *doc, size_t cap, uint64_t *rev)
{
    kvEntry *e = NULL;
    natsStatus st = kvStore_Get(&e, s->kv, dev);

    if (st != NATS_OK)
        return st;
    snprintf(doc, cap, "%s", kvEntry_ValueString(e));
    *rev = kvEntry_Revision(e);
    kvEntry_Destroy(e);
    return NATS_OK;
}

/* doc is "k=v\n" lines; replaces or appends one line. */
static void doc_put(char *doc, size_t cap, const char *key, const char *val)
{
    char out[DOC_MAX], *save = NULL, *line, copy[DOC_MAX];
    size_t n = 0, kl = strlen(key);

    out[0] = '\0';
    snprintf(copy, sizeof(copy), "%s", doc);
    for (line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        if (strncmp(line, key, kl) != 0 || line[kl] != '=')
            n += (size_t)snprintf(out + n, sizeof(out) - n, "%s\n", line);
    snprintf(out + n, sizeof(out) - n, "%s=%s\n", key, val);
    snprintf(doc, cap, "%s", out);
}

natsStatus shadow_set(shadow_svc *s, const char *dev, const char *key, const char *val)
{
    char doc[DOC_MAX];
    uint64_t rev = 0, nrev = 0;
    natsStatus st = shadow_load(s, dev, doc, sizeof(doc), &rev);

    if (st == NATS_NOT_FOUND) {
        doc[0] = '\0';
        doc_put(doc, sizeof(doc), key, val);
        return kvStore_CreateString(&nrev, s->kv, dev, doc);
    }
    if (st != NATS_OK)
        return st;
    doc_put(doc, sizeof(doc), key, val);
    for (int i = 0; i < 4; i++) {
        kvEntry *cur = NULL;

        st = kvStore_UpdateString(&nrev, s->kv, dev, doc, rev); // EXPECT: unversioned-write
        if (st == NATS_OK)
            return NATS_OK;
        s->conflicts++;
        if (kvStore_Get(&cur, s->kv, dev) != NATS_OK)
            return st;
        rev = kvEntry_Revision(cur);
        kvEntry_Destroy(cur);
    }
    return st;
}

natsStatus shadow_merge(shadow_svc *s, const char *dev, const char *const *kvs, size_t n)
{
    natsStatus st = NATS_OK;

    for (int i = 0; i < 4; i++) {
        char doc[DOC_MAX];
        uint64_t rev = 0;

        st = shadow_load(s, dev, doc, sizeof(doc), &rev);
        if (st != NATS_OK)
            return st;
        for (size_t j = 0; j + 1 < n; j += 2)
            doc_put(doc, sizeof(doc), kvs[j], kvs[j + 1]);
        st = kvStore_UpdateString(NULL, s->kv, dev, doc, rev);
        if (st == NATS_OK)
            break;
        s->conflicts++;
    }
    return st;
}

/* Bump the firmware channel of every device named in the list. */
int shadow_rollout(shadow_svc *s, const char *const *devs, size_t n, const char *channel)
{
    int done = 0;

    for (size_t i = 0; i < n; i++) {
        char doc[DOC_MAX];
        uint64_t rev = 0;

        if (shadow_load(s, devs[i], doc, sizeof(doc), &rev) != NATS_OK) {
            fprintf(stderr, "%s: no shadow\n", devs[i]);
            continue;
        }
        doc_put(doc, sizeof(doc), "fw.channel", channel);
        if (kvStore_PutString(&rev, s->kv, devs[i], doc) == NATS_OK) // EXPECT: unversioned-write
            done++;
    }
    return done;
}

/* Snapshot to a second key; the source is left alone. */
natsStatus shadow_snapshot(shadow_svc *s, const char *dev, long stamp)
{
    char doc[DOC_MAX], key[160];
    uint64_t rev = 0;
    natsStatus st = shadow_load(s, dev, doc, sizeof(doc), &rev);

    if (st != NATS_OK)
        return st;
    snprintf(key, sizeof(key), "snap.%s.%ld", dev, stamp);
    return kvStore_PutString(NULL, s->kv, key, doc);
}
