// RUN: %tocsin %s
// REQUIRES: stores
// Statements in a struct of C, which is cleared before and after.
#include <sqlite3.h>
#include <string.h>

struct till {
  sqlite3 *db;
  sqlite3_stmt *get, *put, *add;
};

void till_close(struct till *t) {
  sqlite3_finalize(t->get);
  sqlite3_finalize(t->put);
  sqlite3_finalize(t->add);
  memset(t, 0, sizeof *t);
}

int till_open(struct till *t, sqlite3 *db) {
  memset(t, 0, sizeof *t);
  t->db = db;
  if (sqlite3_prepare_v2(db, "SELECT coins FROM till WHERE desk = ?1", -1,
                         &t->get, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(db, "UPDATE till SET coins = ?2 WHERE desk = ?1", -1,
                         &t->put, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(
          db, "UPDATE till SET coins = coins + ?2 WHERE desk = ?1", -1, &t->add,
          NULL) != SQLITE_OK) {
    till_close(t);
    return -1;
  }
  return 0;
}

int earn(struct till *t, int desk, int n) {
  sqlite3_bind_int(t->get, 1, desk);
  if (sqlite3_step(t->get) != SQLITE_ROW)
    return -1;
  sqlite3_bind_int(t->put, 1, desk);
  sqlite3_bind_int(t->put, 2, sqlite3_column_int(t->get, 0) + n);
  return sqlite3_step(t->put); // EXPECT: sql-lost-update
}

int earn_at_once(struct till *t, int desk, int n) {
  sqlite3_bind_int(t->add, 1, desk);
  sqlite3_bind_int(t->add, 2, n);
  return sqlite3_step(t->add);
}
