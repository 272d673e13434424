// RUN: %tocsin %s
// REQUIRES: stores
// Read in one transaction, written in another; what was read before counts if
// the second reads again and compares.
#include <errno.h>
#include <lmdb.h>
#include <stdint.h>
#include <string.h>

static int64_t level(MDB_txn *T, MDB_dbi Dbi, MDB_val *Key) {
  MDB_val V;
  int64_t N = 0;
  if (mdb_get(T, Dbi, Key, &V) == 0 && V.mv_size == sizeof N)
    memcpy(&N, V.mv_data, sizeof N);
  return N;
}

int guilty(MDB_env *Env, MDB_dbi Dbi, MDB_val Key, int64_t By) {
  MDB_txn *T;
  if (mdb_txn_begin(Env, NULL, MDB_RDONLY, &T) != 0)
    return -EIO;
  int64_t Now = level(T, Dbi, &Key) + By;
  mdb_txn_abort(T);
  MDB_val V = {sizeof Now, &Now};
  if (mdb_txn_begin(Env, NULL, 0, &T) != 0)
    return -EIO;
  if (mdb_put(T, Dbi, &Key, &V, 0) != 0) { // EXPECT: unversioned-write
    mdb_txn_abort(T);
    return -EAGAIN;
  }
  return mdb_txn_commit(T);
}

int corrected(MDB_env *Env, MDB_dbi Dbi, MDB_val Key, int64_t By) {
  MDB_txn *T;
  if (mdb_txn_begin(Env, NULL, MDB_RDONLY, &T) != 0)
    return -EIO;
  int64_t Old = level(T, Dbi, &Key);
  mdb_txn_abort(T);
  int64_t Now = Old + By;
  MDB_val V = {sizeof Now, &Now};
  if (mdb_txn_begin(Env, NULL, 0, &T) != 0)
    return -EIO;
  if (level(T, Dbi, &Key) != Old || mdb_put(T, Dbi, &Key, &V, 0) != 0) {
    mdb_txn_abort(T);
    return -EAGAIN;
  }
  return mdb_txn_commit(T);
}
