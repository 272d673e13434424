// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Stock levels in a NATS key-value bucket; one consumer per warehouse site. */
#include <inttypes.h>
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct stock {
    long on_hand;
    long reserved;
};

static int stock_parse(const char *s, struct stock *st)
{
    return s && sscanf(s, "%ld/%ld", &st->on_hand, &st->reserved) == 2 ? 0 : -1;
}

static void stock_format(char *buf, size_t cap, const struct stock *st)
{
    snprintf(buf, cap, "%ld/%ld", st->on_hand, st->reserved);
}

static natsStatus stock_read(kvStore *kv, const char *sku, struct stock *st, uint64_t *rev)
{
    kvEntry *e = NULL;
    natsStatus s = kvStore_Get(&e, kv, sku);

    if (s != NATS_OK)
        return s;
    if (stock_parse(kvEntry_ValueString(e), st) != 0)
        s = NATS_ERR;
    if (rev)
        *rev = kvEntry_Revision(e);
    kvEntry_Destroy(e);
    return s;
}

natsStatus stock_receive(kvStore *kv, const char *sku, long n)
{
    struct stock st;
    uint64_t rev = 0;
    char buf[48];
    natsStatus s = stock_read(kv, sku, &st, NULL);

    if (s == NATS_NOT_FOUND) {
        snprintf(buf, sizeof(buf), "%ld/0", n);
        return kvStore_CreateString(&rev, kv, sku, buf);
    }
    if (s != NATS_OK)
        return s;
    st.on_hand += n;
    stock_format(buf, sizeof(buf), &st);
    s = kvStore_PutString(&rev, kv, sku, buf); // EXPECT: unversioned-write
    if (s == NATS_OK)
        printf("%s: +%ld at revision %" PRIu64 "\n", sku, n, rev);
    return s;
}

natsStatus stock_reserve(kvStore *kv, const char *sku, long n)
{
    struct stock st;
    uint64_t rev, done;
    char buf[48];
    natsStatus s;
    int i;

    for (i = 0; i < 10; i++) {
        s = stock_read(kv, sku, &st, &rev);
        if (s != NATS_OK)
            return s;
        if (st.on_hand - st.reserved < n)
            return NATS_INSUFFICIENT_BUFFER;
        st.reserved += n;
        stock_format(buf, sizeof(buf), &st);
        s = kvStore_UpdateString(&done, kv, sku, buf, rev);
        if (s == NATS_OK)
            return s;
    }
    return s;
}

/* Ship reserved goods. The label printer needs a few seconds, hence the entry
 * is looked at once more to get an up to date revision for the update. */
natsStatus stock_ship(kvStore *kv, const char *sku, long n, int (*print_label)(const char *, long))
{
    struct stock st;
    kvEntry *e = NULL;
    uint64_t rev, done;
    char buf[48];
    natsStatus s = stock_read(kv, sku, &st, &rev);

    if (s != NATS_OK)
        return s;
    if (st.reserved < n)
        return NATS_INVALID_ARG;
    st.reserved -= n;
    st.on_hand -= n;
    stock_format(buf, sizeof(buf), &st);
    if (print_label(sku, n) != 0)
        return NATS_ERR;

    s = kvStore_Get(&e, kv, sku);
    if (s != NATS_OK)
        return s;
    rev = kvEntry_Revision(e);
    kvEntry_Destroy(e);
    return kvStore_UpdateString(&done, kv, sku, buf, rev); // EXPECT: unversioned-write
}

/* Last sync time of the site, written by this site alone. */
natsStatus site_mark(kvStore *kv, const char *site, long now)
{
    char key[64], buf[32];
    uint64_t rev;

    snprintf(key, sizeof(key), "site.%s.sync", site);
    snprintf(buf, sizeof(buf), "%ld", now);
    return kvStore_PutString(&rev, kv, key, buf);
}
