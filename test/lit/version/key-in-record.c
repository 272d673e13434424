// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
// The key is a record that the caller fills and hands to a helper: it is the
// same key there and here.
#include <lmdb.h>
#include <string.h>

static int look(MDB_env *env, MDB_dbi db, MDB_val *key, long *out) {
  MDB_txn *txn;
  MDB_val v;
  int rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
  if (rc)
    return rc;
  rc = mdb_get(txn, db, key, &v);
  if (rc == 0)
    memcpy(out, v.mv_data, sizeof *out);
  mdb_txn_abort(txn);
  return rc;
}

static int put(MDB_env *env, MDB_dbi db, MDB_val *key, long *value) {
  MDB_txn *txn;
  MDB_val v = {sizeof *value, value};
  int rc = mdb_txn_begin(env, NULL, 0, &txn);
  if (rc)
    return rc;
  if ((rc = mdb_put(txn, db, key, &v, 0)) != 0) {
    mdb_txn_abort(txn);
    return rc;
  }
  return mdb_txn_commit(txn);
}

int add(MDB_env *env, MDB_dbi db, const char *name, long n) {
  MDB_val key = {strlen(name), (void *)name};
  long total;
  if (look(env, db, &key, &total) != 0)
    return -1;
  total += n;
  return put(env, db, &key, &total); // EXPECT: unversioned-write
}

int addInOne(MDB_env *env, MDB_dbi db, const char *name, long n) {
  MDB_val key = {strlen(name), (void *)name}, v;
  MDB_txn *txn;
  long total;
  if (mdb_txn_begin(env, NULL, 0, &txn) != 0)
    return -1;
  if (mdb_get(txn, db, &key, &v) != 0) {
    mdb_txn_abort(txn);
    return -1;
  }
  memcpy(&total, v.mv_data, sizeof total);
  total += n;
  v.mv_data = &total;
  if (mdb_put(txn, db, &key, &v, 0) != 0) {
    mdb_txn_abort(txn);
    return -1;
  }
  return mdb_txn_commit(txn);
}

int copy(MDB_env *env, MDB_dbi db, const char *name, const char *to) {
  MDB_val key = {strlen(name), (void *)name};
  MDB_val other = {strlen(to), (void *)to};
  long total;
  if (look(env, db, &key, &total) != 0)
    return -1;
  total += 1;
  return put(env, db, &other, &total);
}
