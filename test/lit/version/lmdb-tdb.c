// RUN: %tocsin %s
// A counter in a file that processes share.
#include "stores.h"
#include <string.h>

int read_in_another(MDB_env *env, MDB_dbi dbi, MDB_val *key) {
  MDB_txn *txn;
  MDB_val data;
  mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
  mdb_get(txn, dbi, key, &data);
  long n = *(long *)data.mv_data + 1;
  mdb_txn_abort(txn);
  mdb_txn_begin(env, NULL, 0, &txn);
  MDB_val next = {sizeof n, &n};
  mdb_put(txn, dbi, key, &next, 0); // EXPECT: unversioned-write
  return mdb_txn_commit(txn);
}

int in_one(MDB_env *env, MDB_dbi dbi, MDB_val *key) {
  MDB_txn *txn;
  MDB_val data;
  mdb_txn_begin(env, NULL, 0, &txn);
  mdb_get(txn, dbi, key, &data);
  long n = *(long *)data.mv_data + 1;
  MDB_val next = {sizeof n, &n};
  mdb_put(txn, dbi, key, &next, 0);
  return mdb_txn_commit(txn);
}

int blind(struct tdb_context *tdb, TDB_DATA key) {
  TDB_DATA old = tdb_fetch(tdb, key);
  unsigned next;
  memcpy(&next, old.dptr, sizeof next);
  ++next;
  TDB_DATA data = {(unsigned char *)&next, sizeof next};
  return tdb_store(tdb, key, data, TDB_REPLACE); // EXPECT: unversioned-write
}

int chained(struct tdb_context *tdb, TDB_DATA key) {
  if (tdb_chainlock(tdb, key) != 0)
    return -1;
  TDB_DATA old = tdb_fetch(tdb, key);
  unsigned next;
  memcpy(&next, old.dptr, sizeof next);
  ++next;
  TDB_DATA data = {(unsigned char *)&next, sizeof next};
  int rc = tdb_store(tdb, key, data, TDB_REPLACE);
  tdb_chainunlock(tdb, key);
  return rc;
}

static int load(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, long *out) {
  MDB_val data;
  int rc = mdb_get(txn, dbi, key, &data);
  if (rc == 0)
    memcpy(out, data.mv_data, sizeof *out);
  return rc;
}

static int peek(MDB_env *env, MDB_dbi dbi, MDB_val *key, long *out) {
  MDB_txn *txn;
  mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
  int rc = load(txn, dbi, key, out);
  mdb_txn_abort(txn);
  return rc;
}

// A look decides whether to write at all.
int looked_at_before(MDB_env *env, MDB_dbi dbi, MDB_val *key) {
  MDB_txn *txn;
  long n;
  if (peek(env, dbi, key, &n) != 0)
    return -1;
  n |= 1;
  mdb_txn_begin(env, NULL, 0, &txn);
  MDB_val next = {sizeof n, &n};
  mdb_put(txn, dbi, key, &next, 0); // EXPECT: unversioned-write
  return mdb_txn_commit(txn);
}

int read_again(MDB_env *env, MDB_dbi dbi, MDB_val *key) {
  MDB_txn *txn;
  long n;
  if (peek(env, dbi, key, &n) != 0 || n & 1)
    return -1;
  mdb_txn_begin(env, NULL, 0, &txn);
  if (load(txn, dbi, key, &n) == 0) {
    n |= 1;
    MDB_val next = {sizeof n, &n};
    mdb_put(txn, dbi, key, &next, 0);
  }
  return mdb_txn_commit(txn);
}
