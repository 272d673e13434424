// RUN: %tocsin %s
// REQUIRES: stores
// A helper whose callers have all begun a transaction, and a closure that is
// handed to who runs it inside of one.
#include "sqlite3.h"
#include <functional>

static long coins(sqlite3 *Db, int Id) {
  sqlite3_stmt *S;
  sqlite3_prepare_v2(Db, "SELECT n FROM purse WHERE id = ?", -1, &S, nullptr);
  sqlite3_bind_int(S, 1, Id);
  long N = sqlite3_step(S) == SQLITE_ROW ? sqlite3_column_int(S, 0) : 0;
  sqlite3_finalize(S);
  return N;
}

static void put(sqlite3 *Db, int Id, int N) {
  sqlite3_stmt *S;
  sqlite3_prepare_v2(Db, "UPDATE purse SET n = ? WHERE id = ?", -1, &S,
                     nullptr);
  sqlite3_bind_int(S, 1, N);
  sqlite3_bind_int(S, 2, Id);
  sqlite3_step(S);
  sqlite3_finalize(S);
}

static void inside(sqlite3 *Db, int Id) { put(Db, Id, coins(Db, Id) - 1); }
static void bare(sqlite3 *Db, int Id) {
  put(Db, Id, coins(Db, Id) - 1); // EXPECT: sql-lost-update
}

static void together(sqlite3 *Db, const std::function<void()> &F) {
  sqlite3_exec(Db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  F();
  sqlite3_exec(Db, "COMMIT", nullptr, nullptr, nullptr);
}
static void soon(const std::function<void()> &F) { F(); }

void corrected(sqlite3 *Db, int Id) {
  sqlite3_exec(Db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  inside(Db, Id);
  sqlite3_exec(Db, "COMMIT", nullptr, nullptr, nullptr);
  together(Db, [&] { put(Db, Id, coins(Db, Id) - 1); });
}

void guilty(sqlite3 *Db, int Id) {
  bare(Db, Id);
  soon([&] {
    put(Db, Id, coins(Db, Id) - 1); // EXPECT: sql-lost-update
  });
}
