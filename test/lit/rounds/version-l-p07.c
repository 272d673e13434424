// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Mailbox quota and UID counters of the IMAP delivery agent (LMDB, many agents per host). */
#include <errno.h>
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct box {
    uint32_t uidnext;
    uint32_t generation;
    uint64_t used;
    uint64_t limit;
};

struct boxdb {
    MDB_env *env;
    MDB_dbi boxes;
};

static int box_read(struct boxdb *d, MDB_txn *txn, const char *user, struct box *out)
{
    MDB_val k, v;
    int rc;

    k.mv_size = strlen(user);
    k.mv_data = (void *)user;
    rc = mdb_get(txn, d->boxes, &k, &v);
    if (rc)
        return rc;
    if (v.mv_size != sizeof *out)
        return MDB_CORRUPTED;
    memcpy(out, v.mv_data, sizeof *out);
    return 0;
}

static int box_write(struct boxdb *d, MDB_txn *txn, const char *user, const struct box *b, unsigned flags)
{
    MDB_val k, v;

    k.mv_size = strlen(user);
    k.mv_data = (void *)user;
    v.mv_size = sizeof *b;
    v.mv_data = (void *)b;
    return mdb_put(txn, d->boxes, &k, &v, flags);
}

/* Cheap test before the message body is accepted. */
static int over_quota(struct boxdb *d, const char *user, uint64_t size)
{
    MDB_txn *txn;
    struct box b;
    int rc;

    if ((rc = mdb_txn_begin(d->env, NULL, MDB_RDONLY, &txn)) != 0)
        return rc;
    rc = box_read(d, txn, user, &b);
    mdb_txn_abort(txn);
    if (rc)
        return rc;
    return b.used + size > b.limit ? EDQUOT : 0;
}

int box_deliver(struct boxdb *d, const char *user, uint64_t size, uint32_t *uid)
{
    MDB_txn *txn;
    struct box b;
    int rc;

    if ((rc = over_quota(d, user, size)) != 0)
        return rc;
    if ((rc = mdb_txn_begin(d->env, NULL, 0, &txn)) != 0)
        return rc;
    if ((rc = box_read(d, txn, user, &b)) != 0)
        goto fail;
    if (b.used + size > b.limit) {
        rc = EDQUOT;
        goto fail;
    }
    *uid = b.uidnext++;
    b.used += size;
    b.generation++;
    if ((rc = box_write(d, txn, user, &b, 0)) != 0)
        goto fail;
    return mdb_txn_commit(txn);
fail:
    mdb_txn_abort(txn);
    return rc;
}

int box_create(struct boxdb *d, const char *user, uint64_t limit)
{
    MDB_txn *txn;
    struct box b = { 1, 1, 0, limit };
    int rc;

    if (over_quota(d, user, 0) != MDB_NOTFOUND)
        return EEXIST;
    if ((rc = mdb_txn_begin(d->env, NULL, 0, &txn)) != 0)
        return rc;
    rc = box_write(d, txn, user, &b, MDB_NOOVERWRITE);
    if (rc) {
        mdb_txn_abort(txn);
        return rc == MDB_KEYEXIST ? EEXIST : rc;
    }
    return mdb_txn_commit(txn);
}

int box_expunge_many(struct boxdb *d, const char **users, const uint64_t *freed, int n)
{
    MDB_txn *txn, *sub;
    int i, rc;

    if ((rc = mdb_txn_begin(d->env, NULL, 0, &txn)) != 0)
        return rc;
    for (i = 0; i < n; i++) {
        struct box b;
        if ((rc = mdb_txn_begin(d->env, txn, 0, &sub)) != 0)
            break;
        rc = box_read(d, sub, users[i], &b);
        if (rc == 0) {
            b.used -= freed[i] < b.used ? freed[i] : b.used;
            b.generation++;
            rc = box_write(d, sub, users[i], &b, 0);
        }
        if (rc == 0)
            rc = mdb_txn_commit(sub);
        else
            mdb_txn_abort(sub);
        if (rc && rc != MDB_NOTFOUND)
            break;
        rc = 0;
    }
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}
