// RUN: %tocsin %s
// Each caller makes a statement of its own for one helper.
#include <sqlite3.h>

static int runBefore(sqlite3 *Db, const char *Sql, sqlite3_int64 Before) {
  sqlite3_stmt *S;
  if (sqlite3_prepare_v2(Db, Sql, -1, &S, 0) != SQLITE_OK)
    return -1;
  sqlite3_bind_int64(S, 1, Before);
  int Rc = sqlite3_step(S);
  sqlite3_finalize(S);
  return Rc;
}

int byAge(sqlite3 *Db, sqlite3_int64 B) {
  return runBefore(Db, "DELETE FROM jobs WHERE created_at < ?1", B); // EXPECT: timestamp-cleanup
}

int byAgeOrState(sqlite3 *Db, sqlite3_int64 B) {
  return runBefore(Db, "DELETE FROM jobs WHERE state = 'done' OR created_at < ?1", B); // EXPECT: timestamp-cleanup
}

int byAgeAndState(sqlite3 *Db, sqlite3_int64 B) {
  return runBefore(Db, "DELETE FROM jobs WHERE state = 'done' AND created_at < ?1", B);
}
