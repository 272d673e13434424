// RUN: %tocsin %s
// Who begins a transaction, calls what it was handed and commits keeps the rows
// still for that; one that only calls it does not.
#include <sqlite3.h>
#include <stdbool.h>

typedef bool Body(sqlite3 *Db, int Shelf);

static bool exec(sqlite3 *Db, const char *Sql) {
  return sqlite3_exec(Db, Sql, 0, 0, 0) == SQLITE_OK;
}

static bool inTransaction(sqlite3 *Db, Body *Run, int Shelf) {
  bool Done;
  if (!exec(Db, "BEGIN IMMEDIATE"))
    return false;
  Done = Run(Db, Shelf);
  return exec(Db, Done ? "COMMIT" : "ROLLBACK") && Done;
}

static bool alone(sqlite3 *Db, Body *Run, int Shelf) { return Run(Db, Shelf); }

static int room(sqlite3 *Db, int Shelf) {
  int Room = -1;
  sqlite3_stmt *S;
  if (sqlite3_prepare_v2(Db, "SELECT room FROM shelf WHERE no = ?", -1, &S,
                         0) != SQLITE_OK)
    return -1;
  sqlite3_bind_int(S, 1, Shelf);
  if (sqlite3_step(S) == SQLITE_ROW)
    Room = sqlite3_column_int(S, 0);
  sqlite3_finalize(S);
  return Room;
}

static bool halve(sqlite3 *Db, int Shelf) {
  sqlite3_stmt *S;
  int Room = room(Db, Shelf);
  bool Done;
  if (Room < 0 ||
      sqlite3_prepare_v2(Db, "UPDATE shelf SET room = ? WHERE no = ?", -1, &S,
                         0) != SQLITE_OK)
    return false;
  sqlite3_bind_int(S, 1, Room / 2);
  sqlite3_bind_int(S, 2, Shelf);
  Done = sqlite3_step(S) == SQLITE_DONE;
  sqlite3_finalize(S);
  return Done;
}

static bool shrink(sqlite3 *Db, int Shelf) {
  sqlite3_stmt *S;
  int Room = room(Db, Shelf);
  bool Done;
  if (Room < 0 ||
      sqlite3_prepare_v2(Db, "UPDATE shelf SET room = ? WHERE no = ?", -1, &S,
                         0) != SQLITE_OK)
    return false;
  sqlite3_bind_int(S, 1, Room - 1);
  sqlite3_bind_int(S, 2, Shelf);
  Done = sqlite3_step(S) == SQLITE_DONE; // EXPECT: sql-lost-update
  sqlite3_finalize(S);
  return Done;
}

bool corrected(sqlite3 *Db, int Shelf) {
  return inTransaction(Db, halve, Shelf);
}
bool guilty(sqlite3 *Db, int Shelf) { return alone(Db, shrink, Shelf); }
