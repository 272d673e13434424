// RUN: %tocsin %s
// REQUIRES: stores
// Wrappers that turn what the lock gave into codes of their own.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <tdb.h>

static int enter(struct tdb_context *db, TDB_DATA key) {
  return tdb_chainlock(db, key) == 0 ? 0 : -EIO;
}
static int entered(struct tdb_context *db, TDB_DATA key) {
  return tdb_chainlock(db, key) ? 0 : 1;
}
static int tried(struct tdb_context *db, TDB_DATA key) {
  int rc = tdb_chainlock(db, key);
  if (rc == 0)
    tdb_chainunlock(db, key);
  return rc == 0 ? 0 : -EIO;
}
int held(struct tdb_context *db, TDB_DATA key) {
  int rc = enter(db, key);
  if (rc)
    return rc;
  long n = 0;
  TDB_DATA d = tdb_fetch(db, key);
  if (d.dptr)
    memcpy(&n, d.dptr, sizeof n);
  n++;
  TDB_DATA next = {(unsigned char *)&n, sizeof n};
  rc = tdb_store(db, key, next, TDB_REPLACE);
  tdb_chainunlock(db, key);
  return rc;
}

int heldIfTrue(struct tdb_context *db, TDB_DATA key) {
  if (!entered(db, key))
    return -1;
  long n = 0;
  TDB_DATA d = tdb_fetch(db, key);
  if (d.dptr)
    memcpy(&n, d.dptr, sizeof n);
  n++;
  TDB_DATA next = {(unsigned char *)&n, sizeof n};
  int rc = tdb_store(db, key, next, TDB_REPLACE);
  tdb_chainunlock(db, key);
  return rc;
}

int givenBack(struct tdb_context *db, TDB_DATA key) {
  if (tried(db, key))
    return -1;
  long n = 0;
  TDB_DATA d = tdb_fetch(db, key);
  if (d.dptr)
    memcpy(&n, d.dptr, sizeof n);
  n++;
  TDB_DATA next = {(unsigned char *)&n, sizeof n};
  return tdb_store(db, key, next, TDB_REPLACE); // EXPECT: unversioned-write
}
