// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Mail index: message counters and folder state in LMDB, opened by every delivery process. */
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct folder_state {
    uint32_t uid_next;
    uint32_t messages;
    uint64_t bytes;
};

struct mindex {
    MDB_env *env;
    MDB_dbi dbi;
};

static MDB_val key_of(const char *folder)
{
    MDB_val k = { strlen(folder), (void *)folder };
    return k;
}

static int folder_peek(struct mindex *ix, const char *folder, struct folder_state *out)
{
    MDB_txn *txn;
    MDB_val k = key_of(folder), v;
    int rc = mdb_txn_begin(ix->env, NULL, MDB_RDONLY, &txn);

    if (rc != 0)
        return rc;
    rc = mdb_get(txn, ix->dbi, &k, &v);
    if (rc == 0) {
        if (v.mv_size == sizeof *out)
            memcpy(out, v.mv_data, sizeof *out);
        else
            rc = MDB_CORRUPTED;
    }
    mdb_txn_abort(txn);
    return rc;
}

int folder_deliver(struct mindex *ix, const char *folder, uint32_t size, uint32_t *uid)
{
    struct folder_state st;
    MDB_txn *txn;
    MDB_val k = key_of(folder), v;
    int rc = folder_peek(ix, folder, &st);

    if (rc != 0)
        return rc;
    *uid = st.uid_next++;
    st.messages++;
    st.bytes += size;

    rc = mdb_txn_begin(ix->env, NULL, 0, &txn);
    if (rc != 0)
        return rc;
    v.mv_size = sizeof st;
    v.mv_data = &st;
    rc = mdb_put(txn, ix->dbi, &k, &v, 0); // EXPECT: unversioned-write
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int folder_expunge(struct mindex *ix, const char *folder, uint32_t n, uint64_t bytes)
{
    struct folder_state st;
    MDB_txn *txn;
    MDB_val k = key_of(folder), v;
    int rc = folder_peek(ix, folder, &st);

    if (rc != 0)
        return rc;
    if (st.messages < n)
        return 0;

    rc = mdb_txn_begin(ix->env, NULL, 0, &txn);
    if (rc != 0)
        return rc;
    rc = mdb_get(txn, ix->dbi, &k, &v);
    if (rc == 0) {
        memcpy(&st, v.mv_data, sizeof st);
        st.messages -= st.messages < n ? st.messages : n;
        st.bytes -= st.bytes < bytes ? st.bytes : bytes;
        v.mv_size = sizeof st;
        v.mv_data = &st;
        rc = mdb_put(txn, ix->dbi, &k, &v, 0);
    }
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int folder_create(struct mindex *ix, const char *folder)
{
    struct folder_state st = { 1, 0, 0 };
    MDB_txn *txn;
    MDB_val k = key_of(folder), v = { sizeof st, &st };
    int rc = folder_peek(ix, folder, &st);

    if (rc == 0)
        return MDB_KEYEXIST;
    if (rc != MDB_NOTFOUND)
        return rc;
    rc = mdb_txn_begin(ix->env, NULL, 0, &txn);
    if (rc != 0)
        return rc;
    rc = mdb_put(txn, ix->dbi, &k, &v, MDB_NOOVERWRITE);
    if (rc == 0)
        return mdb_txn_commit(txn);
    mdb_txn_abort(txn);
    return rc;
}
