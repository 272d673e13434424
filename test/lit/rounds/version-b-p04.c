// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct licence_row {
    uint32_t in_use;
    uint32_t purchased;
    char product[32];
};

struct licence_db {
    MDB_env *env;
    MDB_dbi dbi;
};

static MDB_val key_of(const char *product)
{
    MDB_val k = { strlen(product), (void *)product };
    return k;
}

static int lookup(struct licence_db *db, const char *product, struct licence_row *out)
{
    MDB_txn *txn;
    MDB_val k = key_of(product), v;
    int rc = mdb_txn_begin(db->env, NULL, MDB_RDONLY, &txn);
    if (rc)
        return rc;
    rc = mdb_get(txn, db->dbi, &k, &v);
    if (rc == 0 && v.mv_size == sizeof *out)
        memcpy(out, v.mv_data, sizeof *out);
    else if (rc == 0)
        rc = MDB_CORRUPTED;
    mdb_txn_abort(txn);
    return rc;
}

int licence_available(struct licence_db *db, const char *product)
{
    struct licence_row row;
    if (lookup(db, product, &row))
        return -1;
    return (int)(row.purchased - row.in_use);
}

int licence_checkout(struct licence_db *db, const char *product)
{
    struct licence_row row;
    MDB_txn *txn;
    MDB_val k = key_of(product), v;
    int rc = lookup(db, product, &row);
    if (rc)
        return rc;
    if (row.in_use >= row.purchased)
        return MDB_MAP_FULL;
    row.in_use++;
    rc = mdb_txn_begin(db->env, NULL, 0, &txn);
    if (rc)
        return rc;
    v.mv_size = sizeof row;
    v.mv_data = &row;
    rc = mdb_put(txn, db->dbi, &k, &v, 0); // EXPECT: unversioned-write
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int licence_return(struct licence_db *db, const char *product)
{
    struct licence_row row;
    MDB_txn *txn;
    MDB_val k = key_of(product), v;
    int rc = mdb_txn_begin(db->env, NULL, 0, &txn);
    if (rc)
        return rc;
    rc = mdb_get(txn, db->dbi, &k, &v);
    if (rc == 0) {
        memcpy(&row, v.mv_data, sizeof row);
        if (row.in_use > 0)
            row.in_use--;
        v.mv_size = sizeof row;
        v.mv_data = &row;
        rc = mdb_put(txn, db->dbi, &k, &v, 0);
    }
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}
