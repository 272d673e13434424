// RUN: %tocsin %s
// An account's balance: selected, computed, written back.
#include "sqlite3.h"
#include <stddef.h>

static int balance_of(sqlite3 *db, int id) {
  sqlite3_stmt *st;
  int balance = -1;
  sqlite3_prepare_v2(db, "SELECT balance FROM account WHERE id = ?", -1, &st,
                     NULL);
  sqlite3_bind_int(st, 1, id);
  if (sqlite3_step(st) == SQLITE_ROW)
    balance = sqlite3_column_int(st, 0);
  sqlite3_finalize(st);
  return balance;
}

static int set_balance(sqlite3 *db, int id, int balance) {
  sqlite3_stmt *st;
  sqlite3_prepare_v2(db, "UPDATE account SET balance = ?1 WHERE id = ?2", -1,
                     &st, NULL);
  sqlite3_bind_int(st, 1, balance);
  sqlite3_bind_int(st, 2, id);
  int rc = sqlite3_step(st);
  sqlite3_finalize(st);
  return rc == SQLITE_DONE;
}

int guilty(sqlite3 *db, int id, int amount) {
  int balance = balance_of(db, id);
  if (balance < amount)
    return 0;
  return set_balance(db, id, balance - amount); // EXPECT: sql-lost-update
}

int in_transaction(sqlite3 *db, int id, int amount) {
  sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  int balance = balance_of(db, id);
  int ok = balance >= amount && set_balance(db, id, balance - amount);
  sqlite3_exec(db, ok ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
  return ok;
}

int other_row(sqlite3 *db, int from, int to) {
  return set_balance(db, to, balance_of(db, from));
}

int reset(sqlite3 *db, int id) {
  if (balance_of(db, id) < 0)
    return 0;
  return set_balance(db, id, 0);
}

int by_text(sqlite3 *db, int id, int amount) {
  char *sql = sqlite3_mprintf("UPDATE account SET balance = %d WHERE id = %d",
                              balance_of(db, id) - amount, id);
  int rc = sqlite3_exec(db, sql, NULL, NULL, NULL); // EXPECT: sql-lost-update
  sqlite3_free(sql);
  return rc;
}

int in_place(sqlite3 *db, int id, int amount) {
  if (balance_of(db, id) < amount)
    return 0;
  char *sql = sqlite3_mprintf(
      "UPDATE account SET balance = balance - %d WHERE id = %d", amount, id);
  int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
  sqlite3_free(sql);
  return rc;
}
