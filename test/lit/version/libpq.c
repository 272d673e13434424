// RUN: %tocsin %s
// Parameters in an array; conditions, counts and locks of rows.
#include "libpq-fe.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int stock_of(PGconn *db, const char *item) {
  const char *values[1] = {item};
  PGresult *r =
      PQexecParams(db, "SELECT amount FROM stock WHERE item = $1", 1, NULL,
                   values, NULL, NULL, 0);
  int n = PQntuples(r) ? atoi(PQgetvalue(r, 0, 0)) : 0;
  PQclear(r);
  return n;
}

void guilty(PGconn *db, const char *item, int taken) {
  char amount[16];
  snprintf(amount, sizeof amount, "%d", stock_of(db, item) - taken);
  const char *values[2] = {amount, item};
  PGresult *r =
      PQexecParams(db, // EXPECT: sql-lost-update
                   "UPDATE stock SET amount = $1 WHERE item = $2", 2, NULL,
                   values, NULL, NULL, 0);
  PQclear(r);
}

int old_value(PGconn *db, const char *item, int taken) {
  char amount[16], old[16];
  int before = stock_of(db, item);
  snprintf(old, sizeof old, "%d", before);
  snprintf(amount, sizeof amount, "%d", before - taken);
  const char *values[3] = {amount, item, old};
  PGresult *r = PQexecParams(
      db, "UPDATE stock SET amount = $1 WHERE item = $2 AND amount = $3", 3,
      NULL, values, NULL, NULL, 0);
  int done = strcmp(PQcmdTuples(r), "1") == 0;
  PQclear(r);
  return done;
}

int not_counted(PGconn *db, const char *item, const char *version) {
  const char *values[2] = {item, version};
  PGresult *r = PQexecParams( // EXPECT: ignored-conflict
      db,
      "UPDATE stock SET amount = 0 WHERE item = $1 AND version = $2", 2, NULL,
      values, NULL, NULL, 0);
  int done = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  return done;
}

void rows_locked(PGconn *db, const char *item, int taken) {
  const char *key[1] = {item};
  char amount[16];
  PGresult *r = PQexecParams(
      db, "SELECT amount FROM stock WHERE item = $1 FOR UPDATE", 1, NULL, key,
      NULL, NULL, 0);
  snprintf(amount, sizeof amount, "%d", atoi(PQgetvalue(r, 0, 0)) - taken);
  PQclear(r);
  const char *values[2] = {amount, item};
  PQclear(PQexecParams(db, "UPDATE stock SET amount = $1 WHERE item = $2", 2,
                       NULL, values, NULL, NULL, 0));
}

void check_then_insert(PGconn *db, const char *item) {
  const char *values[1] = {item};
  PGresult *r = PQexecParams(db, "SELECT 1 FROM stock WHERE item = $1", 1, NULL,
                             values, NULL, NULL, 0);
  if (PQntuples(r) == 0)
    PQclear(PQexecParams(db, // EXPECT: sql-lost-update
                         "INSERT INTO stock (item, amount) VALUES ($1, 0)", 1,
                         NULL, values, NULL, NULL, 0));
  PQclear(r);
}

void insert_once(PGconn *db, const char *item) {
  const char *values[1] = {item};
  PGresult *r = PQexecParams(db, "SELECT 1 FROM stock WHERE item = $1", 1, NULL,
                             values, NULL, NULL, 0);
  if (PQntuples(r) == 0)
    PQclear(PQexecParams(db,
                         "INSERT INTO stock (item, amount) VALUES ($1, 0) "
                         "ON CONFLICT DO NOTHING",
                         1, NULL, values, NULL, NULL, 0));
  PQclear(r);
}
