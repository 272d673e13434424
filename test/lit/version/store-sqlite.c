// RUN: %tocsin %s
// REQUIRES: stores
// One counter in SQLite, raised by several writers. test/dynamic runs them.
#include <sqlite3.h>

static int query(sqlite3 *Db, const char *Sql, int *First, int *Second) {
  sqlite3_stmt *Stmt;
  if (sqlite3_prepare_v2(Db, Sql, -1, &Stmt, 0) != SQLITE_OK)
    return -1;
  int Found = sqlite3_step(Stmt) == SQLITE_ROW;
  if (Found) {
    *First = sqlite3_column_int(Stmt, 0);
    *Second = sqlite3_column_int(Stmt, 1);
  }
  sqlite3_finalize(Stmt);
  return Found ? 0 : -1;
}

static int change(sqlite3 *Db, const char *Sql, int A, int B) {
  sqlite3_stmt *Stmt;
  if (sqlite3_prepare_v2(Db, Sql, -1, &Stmt, 0) != SQLITE_OK)
    return -1;
  sqlite3_bind_int(Stmt, 1, A);
  sqlite3_bind_int(Stmt, 2, B);
  int Done = sqlite3_step(Stmt) == SQLITE_DONE;
  sqlite3_finalize(Stmt);
  return Done ? 0 : -1;
}

int guilty(sqlite3 *Db) {
  int Value, Version;
  if (query(Db, "SELECT value, version FROM counter WHERE id = 1", &Value,
            &Version))
    return -1;
  return change(Db, // EXPECT: sql-lost-update
                "UPDATE counter SET value = ?1, version = version + ?2 "
                "WHERE id = 1",
                Value + 1, 1);
}

int inOneStep(sqlite3 *Db) {
  return change(Db,
                "UPDATE counter SET value = value + ?1, version = version + ?2 "
                "WHERE id = 1",
                1, 1);
}

int versioned(sqlite3 *Db) {
  int Value, Version;
  if (query(Db, "SELECT value, version FROM counter WHERE id = 1", &Value,
            &Version))
    return -1;
  if (change(Db,
             "UPDATE counter SET value = ?1, version = version + 1 "
             "WHERE id = 1 AND version = ?2",
             Value + 1, Version))
    return -1;
  return sqlite3_changes(Db) == 1 ? 0 : -1;
}

int uncounted(sqlite3 *Db) {
  int Value, Version;
  if (query(Db, "SELECT value, version FROM counter WHERE id = 1", &Value,
            &Version))
    return -1;
  return change(Db, // EXPECT: ignored-conflict
                "UPDATE counter SET value = ?1, version = version + 1 "
                "WHERE id = 1 AND version = ?2",
                Value + 1, Version);
}
