// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Player profiles in LMDB; several server processes map the same environment. */
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct profile {
    uint64_t points;
    uint32_t level;
    char name[40];
};

static MDB_val id_key(const uint64_t *id)
{
    MDB_val k = { sizeof(*id), (void *)id };
    return k;
}

static int profile_read(MDB_env *env, MDB_dbi dbi, uint64_t id, struct profile *p)
{
    MDB_txn *txn;
    MDB_val k = id_key(&id), v;
    int rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
    if (rc)
        return rc;
    rc = mdb_get(txn, dbi, &k, &v);
    if (rc == 0) {
        if (v.mv_size == sizeof(*p))
            memcpy(p, v.mv_data, sizeof(*p));
        else
            rc = MDB_CORRUPTED;
    }
    mdb_txn_abort(txn);
    return rc;
}

static int profile_write(MDB_env *env, MDB_dbi dbi, uint64_t id, const struct profile *p)
{
    MDB_txn *txn;
    MDB_val k = id_key(&id), v = { sizeof(*p), (void *)p };
    int rc = mdb_txn_begin(env, NULL, 0, &txn);
    if (rc)
        return rc;
    rc = mdb_put(txn, dbi, &k, &v, 0);
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int profile_award(MDB_env *env, MDB_dbi dbi, uint64_t id, uint64_t points)
{
    struct profile p;
    int rc = profile_read(env, dbi, id, &p);
    if (rc)
        return rc;
    p.points += points;
    p.level = (uint32_t)(p.points / 1000);
    return profile_write(env, dbi, id, &p); // EXPECT: unversioned-write
}

int profile_spend(MDB_env *env, MDB_dbi dbi, uint64_t id, uint64_t points)
{
    MDB_txn *txn;
    MDB_val k = id_key(&id), v;
    struct profile p;
    int rc = mdb_txn_begin(env, NULL, 0, &txn);
    if (rc)
        return rc;
    rc = mdb_get(txn, dbi, &k, &v);
    if (rc == 0 && v.mv_size != sizeof(p))
        rc = MDB_CORRUPTED;
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    memcpy(&p, v.mv_data, sizeof(p));
    if (p.points < points) {
        mdb_txn_abort(txn);
        return -1;
    }
    p.points -= points;
    v.mv_data = &p;
    v.mv_size = sizeof(p);
    rc = mdb_put(txn, dbi, &k, &v, 0);
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int profile_create(MDB_env *env, MDB_dbi dbi, uint64_t id, const char *name)
{
    MDB_txn *txn;
    struct profile p = { 0, 0, "" };
    MDB_val k = id_key(&id), v = { sizeof(p), &p };
    snprintf(p.name, sizeof(p.name), "%s", name);
    int rc = mdb_txn_begin(env, NULL, 0, &txn);
    if (rc)
        return rc;
    rc = mdb_put(txn, dbi, &k, &v, MDB_NOOVERWRITE);
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int profile_copy(MDB_env *env, MDB_dbi live, MDB_dbi archive, uint64_t id)
{
    struct profile p;
    int rc = profile_read(env, live, id, &p);
    if (rc)
        return rc;
    return profile_write(env, archive, id, &p);
}
