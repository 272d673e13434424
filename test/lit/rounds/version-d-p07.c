// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* DHCP lease table on LMDB, shared by the server processes of one host. */
#include <lmdb.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

struct lease {
    uint32_t addr;
    uint32_t renewals;
    int64_t  expires;
    uint8_t  hw[6];
    uint8_t  flags;
    uint8_t  pad;
};

static int lease_get(MDB_txn *txn, MDB_dbi dbi, uint32_t addr, struct lease *out)
{
    MDB_val k = { sizeof(addr), &addr }, v;
    int rc = mdb_get(txn, dbi, &k, &v);

    if (rc == 0) {
        if (v.mv_size != sizeof(*out))
            return MDB_CORRUPTED;
        memcpy(out, v.mv_data, sizeof(*out));
    }
    return rc;
}

int lease_lookup(MDB_env *env, MDB_dbi dbi, uint32_t addr, struct lease *out)
{
    MDB_txn *txn;
    int rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);

    if (rc)
        return rc;
    rc = lease_get(txn, dbi, addr, out);
    mdb_txn_abort(txn);
    return rc;
}

/* Renewals are short, so readers first look whether anything is to be done. */
int lease_renew(MDB_env *env, MDB_dbi dbi, uint32_t addr, const uint8_t hw[6], int ttl)
{
    MDB_txn *txn;
    MDB_val k, v;
    struct lease l;
    int rc = lease_lookup(env, dbi, addr, &l);

    if (rc)
        return rc;
    if (memcmp(l.hw, hw, 6) != 0)
        return -1;
    l.renewals++;
    l.expires = time(NULL) + ttl;

    rc = mdb_txn_begin(env, NULL, 0, &txn);
    if (rc)
        return rc;
    k.mv_size = sizeof(addr); k.mv_data = &addr;
    v.mv_size = sizeof(l);    v.mv_data = &l;
    rc = mdb_put(txn, dbi, &k, &v, 0); // EXPECT: unversioned-write
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* Reclaim an address whose lease ran out. */
int lease_expire(MDB_env *env, MDB_dbi dbi, uint32_t addr)
{
    MDB_txn *txn;
    MDB_val k = { sizeof(addr), &addr };
    struct lease l;
    int rc = lease_lookup(env, dbi, addr, &l);

    if (rc)
        return rc;
    if (l.expires > time(NULL))
        return 0;
    rc = mdb_txn_begin(env, NULL, 0, &txn);
    if (rc)
        return rc;
    rc = mdb_del(txn, dbi, &k, NULL); // EXPECT: unversioned-write
    if (rc && rc != MDB_NOTFOUND) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int lease_decline(MDB_env *env, MDB_dbi dbi, uint32_t addr)
{
    MDB_txn *txn;
    MDB_val k = { sizeof(addr), &addr }, v;
    struct lease l;
    int rc;

    rc = lease_lookup(env, dbi, addr, &l);
    if (rc || (l.flags & 1))
        return rc;
    rc = mdb_txn_begin(env, NULL, 0, &txn);
    if (rc)
        return rc;
    rc = lease_get(txn, dbi, addr, &l);
    if (rc == 0) {
        l.flags |= 1;
        v.mv_size = sizeof(l);
        v.mv_data = &l;
        rc = mdb_put(txn, dbi, &k, &v, 0);
    }
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int lease_offer(MDB_env *env, MDB_dbi dbi, const struct lease *l)
{
    MDB_txn *txn;
    uint32_t addr = l->addr;
    MDB_val k = { sizeof(addr), &addr }, v = { sizeof(*l), (void *)l };
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
