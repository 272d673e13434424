// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Voicemail index: several server processes map the same LMDB environment. */
#include <lmdb.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct mbox {
    uint32_t unread;
    uint32_t total;
    uint64_t seconds;
};

static pthread_mutex_t index_lock = PTHREAD_MUTEX_INITIALIZER;

static void set_key(MDB_val *k, const char *user)
{
    k->mv_data = (void *)user;
    k->mv_size = strlen(user);
}

static int get_mbox(MDB_txn *txn, MDB_dbi dbi, const char *user, struct mbox *m)
{
    MDB_val k, v;
    int rc;

    set_key(&k, user);
    rc = mdb_get(txn, dbi, &k, &v);
    if (rc == MDB_NOTFOUND || (rc == 0 && v.mv_size != sizeof *m)) {
        memset(m, 0, sizeof *m);
        return 0;
    }
    if (rc == 0)
        memcpy(m, v.mv_data, sizeof *m);
    return rc;
}

int mbox_deliver(MDB_env *env, MDB_dbi dbi, const char *user, uint32_t seconds)
{
    struct mbox m;
    MDB_txn *txn;
    MDB_val k, v;
    int rc;

    pthread_mutex_lock(&index_lock);
    rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
    if (rc != 0)
        goto out;
    rc = get_mbox(txn, dbi, user, &m);
    mdb_txn_abort(txn);
    if (rc != 0)
        goto out;
    m.unread++;
    m.total++;
    m.seconds += seconds;

    rc = mdb_txn_begin(env, NULL, 0, &txn);
    if (rc != 0)
        goto out;
    set_key(&k, user);
    v.mv_data = &m;
    v.mv_size = sizeof m;
    rc = mdb_put(txn, dbi, &k, &v, 0); // EXPECT: unversioned-write
    if (rc == 0)
        rc = mdb_txn_commit(txn);
    else
        mdb_txn_abort(txn);
out:
    pthread_mutex_unlock(&index_lock);
    return rc;
}

int mbox_mark_read(MDB_env *env, MDB_dbi dbi, const char *user, uint32_t count)
{
    struct mbox m;
    MDB_txn *txn;
    MDB_val k, v;
    int rc = mdb_txn_begin(env, NULL, 0, &txn);

    if (rc != 0)
        return rc;
    rc = get_mbox(txn, dbi, user, &m);
    if (rc == 0) {
        m.unread -= count < m.unread ? count : m.unread;
        set_key(&k, user);
        v.mv_data = &m;
        v.mv_size = sizeof m;
        rc = mdb_put(txn, dbi, &k, &v, 0);
    }
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

int mbox_create(MDB_env *env, MDB_dbi dbi, const char *user)
{
    struct mbox empty = { 0, 0, 0 };
    MDB_txn *txn;
    MDB_val k, v = { sizeof empty, &empty };
    int rc = mdb_txn_begin(env, NULL, 0, &txn);

    if (rc != 0)
        return rc;
    set_key(&k, user);
    rc = mdb_put(txn, dbi, &k, &v, MDB_NOOVERWRITE);
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc == MDB_KEYEXIST ? 0 : rc;
    }
    return mdb_txn_commit(txn);
}

int mbox_print(MDB_env *env, MDB_dbi dbi, const char *user)
{
    struct mbox m;
    MDB_txn *txn;
    int rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);

    if (rc != 0)
        return rc;
    rc = get_mbox(txn, dbi, user, &m);
    mdb_txn_abort(txn);
    if (rc == 0)
        printf("%s: %u/%u\n", user, m.unread, m.total);
    return rc;
}
