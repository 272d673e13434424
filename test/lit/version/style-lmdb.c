// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <lmdb.h>
#include <string.h>
#include <stdlib.h>
#include <stdio.h>
static int fetch(MDB_env *env, MDB_dbi dbi, const char *key, long *out) {
  MDB_txn *txn; MDB_val k = {strlen(key), (void *)key}, v;
  int rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
  if (rc) return rc;
  rc = mdb_get(txn, dbi, &k, &v);
  if (rc == 0) memcpy(out, v.mv_data, sizeof *out);
  mdb_txn_abort(txn);
  return rc;
}
static int put(MDB_env *env, MDB_dbi dbi, const char *key, long n) {
  MDB_txn *txn; MDB_val k = {strlen(key), (void *)key}, v = {sizeof n, &n};
  int rc = mdb_txn_begin(env, NULL, 0, &txn);
  if (rc) return rc;
  rc = mdb_put(txn, dbi, &k, &v, 0);
  if (rc) { mdb_txn_abort(txn); return rc; }
  return mdb_txn_commit(txn);
}
int tally(MDB_env *env, MDB_dbi dbi, const char *key, long by) {
  long n = 0;
  int rc = fetch(env, dbi, key, &n);
  if (rc) return rc;
  return put(env, dbi, key, n + by); // EXPECT: unversioned-write
}
int tally_ok(MDB_env *env, MDB_dbi dbi, const char *key, long by) {
  MDB_txn *txn; MDB_val k = {strlen(key), (void *)key}, v; long n = 0;
  int rc = mdb_txn_begin(env, NULL, 0, &txn);
  if (rc) return rc;
  rc = mdb_get(txn, dbi, &k, &v);
  if (rc == 0) memcpy(&n, v.mv_data, sizeof n);
  n += by;
  MDB_val w = {sizeof n, &n};
  rc = mdb_put(txn, dbi, &k, &w, 0);
  if (rc) { mdb_txn_abort(txn); return rc; }
  return mdb_txn_commit(txn);
}
int reset(MDB_env *env, MDB_dbi dbi, const char *key) { return put(env, dbi, key, 0); }
