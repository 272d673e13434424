// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Mail quota accounting. LMDB environment shared by the delivery and the IMAP
 * processes of one host. */
#include <lmdb.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct quota {
    uint64_t bytes;
    uint32_t messages;
    uint32_t warned;
};

struct quota_db {
    MDB_env *env;
    MDB_dbi  dbi;
    pthread_mutex_t mu;
};

int quota_open(struct quota_db *q, const char *dir)
{
    MDB_txn *txn;
    int rc;

    pthread_mutex_init(&q->mu, NULL);
    if ((rc = mdb_env_create(&q->env)) != 0)
        return rc;
    mdb_env_set_mapsize(q->env, 64u << 20);
    if ((rc = mdb_env_open(q->env, dir, 0, 0640)) != 0)
        return rc;
    if ((rc = mdb_txn_begin(q->env, NULL, 0, &txn)) != 0)
        return rc;
    if ((rc = mdb_dbi_open(txn, NULL, 0, &q->dbi)) != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

static void user_key(MDB_val *k, const char *user)
{
    k->mv_data = (void *)(uintptr_t)user;
    k->mv_size = strlen(user);
}

static int quota_read(struct quota_db *q, const char *user, struct quota *out)
{
    MDB_txn *txn;
    MDB_val k, v;
    int rc = mdb_txn_begin(q->env, NULL, MDB_RDONLY, &txn);

    if (rc)
        return rc;
    user_key(&k, user);
    rc = mdb_get(txn, q->dbi, &k, &v);
    if (rc == 0)
        memcpy(out, v.mv_data, sizeof *out);
    else if (rc == MDB_NOTFOUND) {
        memset(out, 0, sizeof *out);
        rc = 0;
    }
    mdb_txn_abort(txn);
    return rc;
}

/* A message was delivered. */
int quota_add(struct quota_db *q, const char *user, uint64_t size)
{
    struct quota cur;
    MDB_txn *txn;
    MDB_val k, v;
    int rc;

    pthread_mutex_lock(&q->mu);
    rc = quota_read(q, user, &cur);
    if (rc)
        goto out;
    cur.bytes += size;
    cur.messages++;
    rc = mdb_txn_begin(q->env, NULL, 0, &txn);
    if (rc)
        goto out;
    user_key(&k, user);
    v.mv_data = &cur;
    v.mv_size = sizeof cur;
    rc = mdb_put(txn, q->dbi, &k, &v, 0); // EXPECT: unversioned-write
    if (rc)
        mdb_txn_abort(txn);
    else
        rc = mdb_txn_commit(txn);
out:
    pthread_mutex_unlock(&q->mu);
    return rc;
}

/* A message was expunged. */
int quota_sub(struct quota_db *q, const char *user, uint64_t size)
{
    struct quota cur;
    MDB_txn *txn;
    MDB_val k, v;
    int rc = mdb_txn_begin(q->env, NULL, 0, &txn);

    if (rc)
        return rc;
    user_key(&k, user);
    rc = mdb_get(txn, q->dbi, &k, &v);
    if (rc) {
        mdb_txn_abort(txn);
        return rc == MDB_NOTFOUND ? 0 : rc;
    }
    memcpy(&cur, v.mv_data, sizeof cur);
    cur.bytes = cur.bytes > size ? cur.bytes - size : 0;
    if (cur.messages)
        cur.messages--;
    v.mv_data = &cur;
    v.mv_size = sizeof cur;
    rc = mdb_put(txn, q->dbi, &k, &v, 0);
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}
