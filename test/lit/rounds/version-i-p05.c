// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Floating-licence seats: several checkout daemons on one host share an LMDB environment. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <lmdb.h>

struct pool_rec {
    uint32_t seats_total;
    uint32_t seats_used;
    int64_t  last_checkout;
};

struct licdb {
    MDB_env *env;
    MDB_dbi pools;
    MDB_dbi tickets;
};

static MDB_val str_val(const char *s)
{
    MDB_val v = { strlen(s), (void *)s };
    return v;
}

static int pool_peek(struct licdb *db, const char *name, struct pool_rec *out)
{
    MDB_txn *txn;
    MDB_val k = str_val(name), d;
    int rc = mdb_txn_begin(db->env, NULL, MDB_RDONLY, &txn);

    if (rc)
        return rc;
    rc = mdb_get(txn, db->pools, &k, &d);
    if (rc == 0) {
        if (d.mv_size == sizeof(*out))
            memcpy(out, d.mv_data, sizeof(*out));
        else
            rc = EINVAL;
    }
    mdb_txn_abort(txn);
    return rc;
}

int lic_checkout(struct licdb *db, const char *name, int64_t now)
{
    struct pool_rec rec;
    MDB_txn *txn;
    MDB_val k = str_val(name), d;
    int rc = pool_peek(db, name, &rec);

    if (rc)
        return rc;
    if (rec.seats_used >= rec.seats_total)
        return EAGAIN;
    rec.seats_used++;
    rec.last_checkout = now;

    rc = mdb_txn_begin(db->env, NULL, 0, &txn);
    if (rc)
        return rc;
    d.mv_size = sizeof(rec);
    d.mv_data = &rec;
    rc = mdb_put(txn, db->pools, &k, &d, 0); // EXPECT: unversioned-write
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int lic_checkin(struct licdb *db, const char *name)
{
    struct pool_rec rec;
    MDB_txn *txn;
    MDB_val k = str_val(name), d;
    int rc;

    /* nothing is ever checked in on an idle pool: do not take the writer lock for it */
    if ((rc = pool_peek(db, name, &rec)) != 0)
        return rc;
    if (rec.seats_used == 0)
        return 0;

    if ((rc = mdb_txn_begin(db->env, NULL, 0, &txn)) != 0)
        return rc;
    if ((rc = mdb_get(txn, db->pools, &k, &d)) != 0 || d.mv_size != sizeof(rec))
        goto fail;
    memcpy(&rec, d.mv_data, sizeof(rec));
    if (rec.seats_used > 0)
        rec.seats_used--;
    d.mv_size = sizeof(rec);
    d.mv_data = &rec;
    if ((rc = mdb_put(txn, db->pools, &k, &d, 0)) != 0)
        goto fail;
    return mdb_txn_commit(txn);
fail:
    mdb_txn_abort(txn);
    return rc ? rc : EINVAL;
}

int lic_new_ticket(struct licdb *db, const char *ticket, const char *holder)
{
    MDB_txn *txn;
    MDB_val k = str_val(ticket), d = str_val(holder);
    int rc = mdb_txn_begin(db->env, NULL, 0, &txn);

    if (rc)
        return rc;
    rc = mdb_put(txn, db->tickets, &k, &d, MDB_NOOVERWRITE);
    if (rc) {
        mdb_txn_abort(txn);
        return rc == MDB_KEYEXIST ? EEXIST : rc;
    }
    return mdb_txn_commit(txn);
}
