// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
// What a read leads to is changed where it is, and the same thing written.
#include <sys/types.h>
#include <tdb.h>
#include <stdlib.h>
#include <string.h>

struct counter {
  long hits;
  long misses;
};

int hit(struct tdb_context *db, TDB_DATA key) {
  TDB_DATA d = tdb_fetch(db, key);
  struct counter *c = (struct counter *)d.dptr;
  c->hits++;
  return tdb_store(db, key, d, TDB_REPLACE); // EXPECT: unversioned-write
}

int hit_locked(struct tdb_context *db, TDB_DATA key) {
  if (tdb_chainlock(db, key) != 0)
    return -1;
  TDB_DATA d = tdb_fetch(db, key);
  struct counter *c = (struct counter *)d.dptr;
  c->hits++;
  int rc = tdb_store(db, key, d, TDB_REPLACE);
  tdb_chainunlock(db, key);
  return rc;
}

int copy_as_is(struct tdb_context *db, TDB_DATA key) {
  TDB_DATA d = tdb_fetch(db, key);
  return tdb_store(db, key, d, TDB_REPLACE);
}
