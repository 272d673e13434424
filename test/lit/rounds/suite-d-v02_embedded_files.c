// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Regression: counters and balances in LMDB, TDB and GDBM files that several processes open. */
#include <errno.h>
#include <gdbm.h>
#include <lmdb.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <tdb.h>

/* --- LMDB --- */

static int64_t lm_number(MDB_txn *t, MDB_dbi dbi, MDB_val *key) {
    MDB_val v;
    int64_t n = 0;
    if (mdb_get(t, dbi, key, &v) == 0 && v.mv_size == sizeof n)
        memcpy(&n, v.mv_data, sizeof n);
    return n;
}

int lm_add_two_txns(MDB_env *env, MDB_dbi dbi, MDB_val key, int64_t by) {
    MDB_txn *t;
    if (mdb_txn_begin(env, NULL, MDB_RDONLY, &t) != 0)
        return -EIO;
    int64_t n = lm_number(t, dbi, &key) + by;
    mdb_txn_abort(t);
    MDB_val v = {sizeof n, &n};
    if (mdb_txn_begin(env, NULL, 0, &t) != 0)
        return -EIO;
    if (mdb_put(t, dbi, &key, &v, 0) != 0) { // EXPECT: unversioned-write
        mdb_txn_abort(t);
        return -EIO;
    }
    return mdb_txn_commit(t);
}

int lm_add_one_txn(MDB_env *env, MDB_dbi dbi, MDB_val key, int64_t by) {
    MDB_txn *t;
    if (mdb_txn_begin(env, NULL, 0, &t) != 0)
        return -EIO;
    int64_t n = lm_number(t, dbi, &key) + by;
    MDB_val v = {sizeof n, &n};
    if (mdb_put(t, dbi, &key, &v, 0) != 0) {
        mdb_txn_abort(t);
        return -EIO;
    }
    return mdb_txn_commit(t);
}

int lm_add_two_txns_compared(MDB_env *env, MDB_dbi dbi, MDB_val key, int64_t by) {
    MDB_txn *t;
    if (mdb_txn_begin(env, NULL, MDB_RDONLY, &t) != 0)
        return -EIO;
    int64_t old = lm_number(t, dbi, &key);
    mdb_txn_abort(t);
    int64_t n = old + by;
    MDB_val v = {sizeof n, &n};
    if (mdb_txn_begin(env, NULL, 0, &t) != 0)
        return -EIO;
    if (lm_number(t, dbi, &key) != old || mdb_put(t, dbi, &key, &v, 0) != 0) {
        mdb_txn_abort(t);
        return -EAGAIN;
    }
    return mdb_txn_commit(t);
}

/* --- TDB --- */

static int64_t td_number(struct tdb_context *db, TDB_DATA key) {
    int64_t n = 0;
    TDB_DATA d = tdb_fetch(db, key);
    if (d.dptr && d.dsize == sizeof n)
        memcpy(&n, d.dptr, sizeof n);
    free(d.dptr);
    return n;
}

int td_add_no_lock(struct tdb_context *db, TDB_DATA key, int64_t by) {
    int64_t n = td_number(db, key) + by;
    return tdb_store(db, key, (TDB_DATA){(unsigned char *)&n, sizeof n}, TDB_REPLACE); // EXPECT: unversioned-write
}

int td_add_chain_lock(struct tdb_context *db, TDB_DATA key, int64_t by) {
    if (tdb_chainlock(db, key) != 0)
        return -EAGAIN;
    int64_t n = td_number(db, key) + by;
    int rc = tdb_store(db, key, (TDB_DATA){(unsigned char *)&n, sizeof n}, TDB_REPLACE);
    tdb_chainunlock(db, key);
    return rc;
}

int td_add_lock_around_read(struct tdb_context *db, TDB_DATA key, int64_t by) {
    if (tdb_chainlock(db, key) != 0)
        return -EAGAIN;
    int64_t n = td_number(db, key) + by;
    tdb_chainunlock(db, key);
    return tdb_store(db, key, (TDB_DATA){(unsigned char *)&n, sizeof n}, TDB_MODIFY); // EXPECT: unversioned-write
}

int td_move(struct tdb_context *db, TDB_DATA from, TDB_DATA to, int64_t by) {
    int rc = -EAGAIN;
    if (tdb_transaction_start(db) != 0)
        return rc;
    int64_t a = td_number(db, from) - by, b = td_number(db, to) + by;
    if (a < 0 || tdb_store(db, from, (TDB_DATA){(unsigned char *)&a, sizeof a}, TDB_REPLACE) != 0 ||
        tdb_store(db, to, (TDB_DATA){(unsigned char *)&b, sizeof b}, TDB_REPLACE) != 0) {
        tdb_transaction_cancel(db);
        return rc;
    }
    return tdb_transaction_commit(db);
}

/* --- GDBM: a writer has the file to itself while it is open --- */

int gd_add_two_opens(const char *file, datum key, long by) {
    GDBM_FILE db = gdbm_open(file, 0, GDBM_READER, 0600, NULL);
    if (!db)
        return -EIO;
    datum d = gdbm_fetch(db, key);
    gdbm_close(db);
    long n = d.dptr && d.dsize == (int)sizeof n ? *(long *)d.dptr + by : by;
    free(d.dptr);
    if (!(db = gdbm_open(file, 0, GDBM_WRITER, 0600, NULL)))
        return -EAGAIN;
    int rc = gdbm_store(db, key, (datum){(char *)&n, sizeof n}, GDBM_REPLACE); // EXPECT: unversioned-write
    return gdbm_close(db) || rc;
}

int gd_add_one_open(const char *file, datum key, long by) {
    GDBM_FILE db = gdbm_open(file, 0, GDBM_WRITER, 0600, NULL);
    if (!db)
        return -EAGAIN;
    datum d = gdbm_fetch(db, key);
    long n = d.dptr && d.dsize == (int)sizeof n ? *(long *)d.dptr + by : by;
    free(d.dptr);
    int rc = gdbm_store(db, key, (datum){(char *)&n, sizeof n}, GDBM_REPLACE);
    return gdbm_close(db) || rc;
}
