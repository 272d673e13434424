// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int pg_init(PGconn *c) {
  PGresult *r = PQprepare(c, "seat_get", "SELECT taken FROM seats WHERE id = $1", 1, NULL);
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK; PQclear(r);
  r = PQprepare(c, "seat_set", "UPDATE seats SET taken = $2 WHERE id = $1", 2, NULL);
  ok = ok && PQresultStatus(r) == PGRES_COMMAND_OK; PQclear(r);
  return ok ? 0 : -1;
}
int seat_more(PGconn *c, const char *id, int n) {
  const char *v[2] = {id}; char buf[16];
  PGresult *r = PQexecPrepared(c, "seat_get", 1, v, NULL, NULL, 0);
  if (PQntuples(r) != 1) { PQclear(r); return -1; }
  snprintf(buf, sizeof buf, "%d", atoi(PQgetvalue(r, 0, 0)) + n);
  PQclear(r);
  v[1] = buf;
  r = PQexecPrepared(c, "seat_set", 2, v, NULL, NULL, 0); // EXPECT: sql-lost-update
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK; PQclear(r);
  return ok ? 0 : -1;
}
int seat_more_tx(PGconn *c, const char *id, int n) {
  const char *v[2] = {id}; char buf[16];
  PQclear(PQexec(c, "BEGIN ISOLATION LEVEL SERIALIZABLE"));
  PGresult *r = PQexecPrepared(c, "seat_get", 1, v, NULL, NULL, 0);
  if (PQntuples(r) != 1) { PQclear(r); PQclear(PQexec(c, "ROLLBACK")); return -1; }
  snprintf(buf, sizeof buf, "%d", atoi(PQgetvalue(r, 0, 0)) + n);
  PQclear(r);
  v[1] = buf;
  PQclear(PQexecPrepared(c, "seat_set", 2, v, NULL, NULL, 0));
  r = PQexec(c, "COMMIT");
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK; PQclear(r);
  return ok ? 0 : -1;
}
int name_taken(PGconn *c, const char *name) {
  char *q = PQescapeLiteral(c, name, strlen(name)); char sql[256];
  snprintf(sql, sizeof sql, "SELECT 1 FROM players WHERE name = %s", q);
  PGresult *r = PQexec(c, sql);
  int n = PQntuples(r); PQclear(r);
  if (n == 0) {
    snprintf(sql, sizeof sql, "INSERT INTO players(name) VALUES(%s)", q);
    r = PQexec(c, sql); // EXPECT: sql-lost-update
    PQclear(r);
  }
  PQfreemem(q);
  return n;
}
