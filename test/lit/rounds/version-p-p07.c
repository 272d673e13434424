// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Warehouse inventory on LMDB; several processes open the same environment. */
#include <errno.h>
#include <inttypes.h>
#include <lmdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct item {
    int64_t on_hand;
    int64_t reserved;
    uint64_t revision;
};

struct inv {
    MDB_env *env;
    MDB_dbi items;
    MDB_dbi summary;
};

static MDB_val key_of(const char *sku)
{
    MDB_val k = {strlen(sku), (void *)sku};
    return k;
}

static int item_get(MDB_txn *txn, MDB_dbi dbi, const char *sku, struct item *out)
{
    MDB_val k = key_of(sku), v;
    int rc = mdb_get(txn, dbi, &k, &v);
    if (rc)
        return rc;
    if (v.mv_size != sizeof *out)
        return MDB_CORRUPTED;
    memcpy(out, v.mv_data, sizeof *out);
    return 0;
}

static int item_put(MDB_txn *txn, MDB_dbi dbi, const char *sku, const struct item *it, unsigned flags)
{
    MDB_val k = key_of(sku), v = {sizeof *it, (void *)it};
    return mdb_put(txn, dbi, &k, &v, flags);
}

static int item_peek(struct inv *inv, const char *sku, struct item *out)
{
    MDB_txn *txn;
    int rc = mdb_txn_begin(inv->env, NULL, MDB_RDONLY, &txn);
    if (rc)
        return rc;
    rc = item_get(txn, inv->items, sku, out);
    mdb_txn_abort(txn);
    return rc;
}

/* Most calls ask for sold-out items: answer those without taking the writer slot. */
int inv_reserve(struct inv *inv, const char *sku, int64_t qty)
{
    struct item it;
    int rc = item_peek(inv, sku, &it);
    if (rc)
        return rc;
    if (it.on_hand - it.reserved < qty)
        return ENOSPC;

    MDB_txn *txn;
    if ((rc = mdb_txn_begin(inv->env, NULL, 0, &txn)) != 0)
        return rc;
    rc = item_get(txn, inv->items, sku, &it);
    if (rc == 0 && it.on_hand - it.reserved < qty)
        rc = ENOSPC;
    if (rc == 0) {
        it.reserved += qty;
        it.revision++;
        rc = item_put(txn, inv->items, sku, &it, 0);
    }
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* Cycle counts are computed outside the writer slot (slow scanner) and applied to the row they were made from. */
int inv_recount(struct inv *inv, const char *sku, int64_t (*scan)(const char *))
{
    struct item base, now;
    int rc = item_peek(inv, sku, &base);
    if (rc)
        return rc;
    struct item next = base;
    next.on_hand = scan(sku) + base.reserved;
    next.revision = base.revision + 1;

    MDB_txn *txn;
    if ((rc = mdb_txn_begin(inv->env, NULL, 0, &txn)) != 0)
        return rc;
    if ((rc = item_get(txn, inv->items, sku, &now)) == 0) {
        if (now.revision != base.revision)
            rc = EAGAIN;
        else
            rc = item_put(txn, inv->items, sku, &next, 0);
    }
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int inv_register(struct inv *inv, const char *sku, int64_t initial)
{
    struct item it;
    int rc = item_peek(inv, sku, &it);
    if (rc == 0)
        return MDB_KEYEXIST;
    if (rc != MDB_NOTFOUND)
        return rc;
    struct item fresh = {.on_hand = initial, .revision = 1};
    MDB_txn *txn;
    if ((rc = mdb_txn_begin(inv->env, NULL, 0, &txn)) != 0)
        return rc;
    if ((rc = item_put(txn, inv->items, sku, &fresh, MDB_NOOVERWRITE)) != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* Daily summary rows have their own keys and their own table. */
int inv_close_day(struct inv *inv, const char *sku, time_t day)
{
    struct item it;
    char label[96];
    int rc = item_peek(inv, sku, &it);
    if (rc)
        return rc;
    snprintf(label, sizeof label, "%s@%" PRId64, sku, (int64_t)day);
    MDB_txn *txn;
    if ((rc = mdb_txn_begin(inv->env, NULL, 0, &txn)) != 0)
        return rc;
    if ((rc = item_put(txn, inv->summary, label, &it, 0)) != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}
