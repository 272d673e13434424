// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* mail spool index on LMDB; the delivery agent and the IMAP processes map the same env */
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct mbox_meta {
    uint32_t uidnext;
    uint32_t unseen;
    uint64_t bytes;
};

struct spool {
    MDB_env *env;
    MDB_dbi meta;
};

static void mkval(MDB_val *v, const void *p, size_t n)
{
    v->mv_data = (void *)p;
    v->mv_size = n;
}

static int get_meta(MDB_txn *txn, MDB_dbi dbi, const char *mbox, struct mbox_meta *m)
{
    MDB_val k, v;
    int rc;

    mkval(&k, mbox, strlen(mbox));
    rc = mdb_get(txn, dbi, &k, &v);
    if (rc == MDB_NOTFOUND) {
        memset(m, 0, sizeof(*m));
        m->uidnext = 1;
        return 0;
    }
    if (rc == 0) {
        if (v.mv_size != sizeof(*m))
            return MDB_CORRUPTED;
        memcpy(m, v.mv_data, sizeof(*m));
    }
    return rc;
}

int spool_stat(struct spool *s, const char *mbox, struct mbox_meta *m)
{
    MDB_txn *txn;
    int rc = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn);

    if (rc)
        return rc;
    rc = get_meta(txn, s->meta, mbox, m);
    mdb_txn_abort(txn);
    return rc;
}

/* account for a delivered message and hand out its uid */
int spool_deliver(struct spool *s, const char *mbox, uint64_t size, uint32_t *uid)
{
    struct mbox_meta m;
    MDB_txn *txn;
    MDB_val k, v;
    int rc;

    rc = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn);
    if (rc)
        return rc;
    mkval(&k, mbox, strlen(mbox));
    rc = mdb_get(txn, s->meta, &k, &v);
    if (rc == 0 && v.mv_size == sizeof(m))
        memcpy(&m, v.mv_data, sizeof(m));
    mdb_txn_abort(txn);
    if (rc)
        return rc;

    *uid = m.uidnext++;
    m.unseen++;
    m.bytes += size;

    rc = mdb_txn_begin(s->env, NULL, 0, &txn);
    if (rc)
        return rc;
    mkval(&k, mbox, strlen(mbox));
    mkval(&v, &m, sizeof(m));
    rc = mdb_put(txn, s->meta, &k, &v, 0); // EXPECT: unversioned-write
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int spool_mark_seen(struct spool *s, const char *mbox, uint32_t n)
{
    struct mbox_meta m;
    MDB_txn *txn;
    MDB_val k, v;
    int rc = mdb_txn_begin(s->env, NULL, 0, &txn);

    if (rc)
        return rc;
    rc = get_meta(txn, s->meta, mbox, &m);
    if (rc == 0) {
        m.unseen = m.unseen > n ? m.unseen - n : 0;
        mkval(&k, mbox, strlen(mbox));
        mkval(&v, &m, sizeof(m));
        rc = mdb_put(txn, s->meta, &k, &v, 0);
    }
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int spool_create(struct spool *s, const char *mbox)
{
    struct mbox_meta m = { 1, 0, 0 };
    MDB_txn *txn;
    MDB_val k, v;
    int rc = mdb_txn_begin(s->env, NULL, 0, &txn);

    if (rc)
        return rc;
    mkval(&k, mbox, strlen(mbox));
    mkval(&v, &m, sizeof(m));
    rc = mdb_put(txn, s->meta, &k, &v, MDB_NOOVERWRITE);
    if (rc && rc != MDB_KEYEXIST) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}
