// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Segment index of the log shipper; shipper and pruner are separate processes. */
#include <errno.h>
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct segment {
    uint64_t first_offset;
    uint64_t shipped;
    uint32_t generation;
    uint32_t holders;
};

struct seg_index {
    MDB_env *env;
    MDB_dbi dbi;
};

static int map_err(int rc)
{
    if (rc == MDB_SUCCESS)
        return 0;
    return rc == MDB_NOTFOUND ? -ENOENT : rc == MDB_MAP_FULL ? -ENOSPC : -EIO;
}

static int seg_load(struct seg_index *ix, MDB_txn *txn, uint64_t id, struct segment *out)
{
    MDB_val k = { sizeof id, &id }, v;
    int rc = mdb_get(txn, ix->dbi, &k, &v);

    if (rc != MDB_SUCCESS)
        return map_err(rc);
    if (v.mv_size != sizeof *out)
        return -EBADMSG;
    memcpy(out, v.mv_data, sizeof *out);
    return 0;
}

static int seg_store(struct seg_index *ix, MDB_txn *txn, uint64_t id, const struct segment *s)
{
    MDB_val k = { sizeof id, &id };
    MDB_val v = { sizeof *s, (void *)s };

    return map_err(mdb_put(txn, ix->dbi, &k, &v, 0));
}

/* Reader view for status pages and for deciding what to do next. */
int seg_peek(struct seg_index *ix, uint64_t id, struct segment *out)
{
    MDB_txn *txn;
    int rc = mdb_txn_begin(ix->env, NULL, MDB_RDONLY, &txn);

    if (rc != MDB_SUCCESS)
        return map_err(rc);
    rc = seg_load(ix, txn, id, out);
    mdb_txn_abort(txn);
    return rc;
}

/* A shipping session pins the segment so that the pruner leaves it alone. */
int seg_hold(struct seg_index *ix, uint64_t id)
{
    MDB_txn *txn;
    struct segment s;
    int rc = mdb_txn_begin(ix->env, NULL, 0, &txn);

    if (rc != MDB_SUCCESS)
        return map_err(rc);
    rc = seg_load(ix, txn, id, &s);
    if (rc == 0) {
        s.holders++;
        rc = seg_store(ix, txn, id, &s);
    }
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return map_err(mdb_txn_commit(txn));
}

int seg_release(struct seg_index *ix, uint64_t id)
{
    MDB_txn *txn;
    struct segment s;
    int rc = seg_peek(ix, id, &s);

    if (rc != 0)
        return rc;
    if (s.holders == 0)
        return -EINVAL;
    s.holders--;
    rc = mdb_txn_begin(ix->env, NULL, 0, &txn);
    if (rc != MDB_SUCCESS)
        return map_err(rc);
    rc = seg_store(ix, txn, id, &s); // EXPECT: unversioned-write
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return map_err(mdb_txn_commit(txn));
}

/* Remove a segment nobody holds. The cheap look first avoids the writer lock. */
int seg_prune(struct seg_index *ix, uint64_t id)
{
    MDB_txn *txn;
    MDB_val k = { sizeof id, &id };
    struct segment s;
    int rc = seg_peek(ix, id, &s);

    if (rc != 0 || s.holders > 0)
        return rc != 0 ? rc : -EBUSY;
    rc = mdb_txn_begin(ix->env, NULL, 0, &txn);
    if (rc != MDB_SUCCESS)
        return map_err(rc);
    rc = seg_load(ix, txn, id, &s);
    if (rc == 0)
        rc = s.holders > 0 ? -EBUSY : map_err(mdb_del(txn, ix->dbi, &k, NULL)); // EXPECT-NOISE: unversioned-write
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return map_err(mdb_txn_commit(txn));
}
