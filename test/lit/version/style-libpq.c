// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static PGresult *run(PGconn *c, const char *sql, int n, const char *const *v) {
  return PQexecParams(c, sql, n, NULL, v, NULL, NULL, 0);
}
int stock_take(PGconn *c, const char *sku, int n) {
  const char *p[2] = {sku};
  char left[16];
  PGresult *r = run(c, "SELECT qty FROM stock WHERE sku = $1", 1, p);
  if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) { PQclear(r); return -1; }
  int qty = atoi(PQgetvalue(r, 0, 0));
  PQclear(r);
  if (qty < n) return 1;
  snprintf(left, sizeof left, "%d", qty - n);
  p[1] = left;
  r = run(c, "UPDATE stock SET qty = $2 WHERE sku = $1", 2, p); // EXPECT: sql-lost-update
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  return ok ? 0 : -1;
}
int stock_take_locked(PGconn *c, const char *sku, int n) {
  const char *p[2] = {sku};
  char left[16];
  PQclear(PQexec(c, "BEGIN"));
  PGresult *r = run(c, "SELECT qty FROM stock WHERE sku = $1 FOR UPDATE", 1, p);
  if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) { PQclear(r); PQclear(PQexec(c, "ROLLBACK")); return -1; }
  int qty = atoi(PQgetvalue(r, 0, 0));
  PQclear(r);
  snprintf(left, sizeof left, "%d", qty - n);
  p[1] = left;
  r = run(c, "UPDATE stock SET qty = $2 WHERE sku = $1", 2, p);
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  PQclear(PQexec(c, ok ? "COMMIT" : "ROLLBACK"));
  return ok ? 0 : -1;
}
int job_claim(PGconn *c, const char *id, const char *me) {
  const char *p[2] = {id, me};
  PGresult *r = run(c, "SELECT state FROM jobs WHERE id = $1", 1, p);
  int queued = PQntuples(r) == 1 && strcmp(PQgetvalue(r, 0, 0), "queued") == 0;
  PQclear(r);
  if (!queued) return 0;
  r = run(c, "UPDATE jobs SET state = 'running', worker = $2 WHERE id = $1", 2, p); // EXPECT: sql-lost-update
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  return ok;
}
int job_claim_ok(PGconn *c, const char *id, const char *me) {
  const char *p[2] = {id, me};
  PGresult *r = run(c, "UPDATE jobs SET state = 'running', worker = $2 WHERE id = $1 AND state = 'queued'", 2, p);
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK && atoi(PQcmdTuples(r)) == 1;
  PQclear(r);
  return ok;
}
int job_done(PGconn *c, const char *id, const char *me) {
  const char *p[2] = {id, me};
  PGresult *r = run(c, "UPDATE jobs SET state = 'done' WHERE id = $1 AND worker = $2 AND state = 'running'", 2, p);
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdTuples(r), "1") == 0;
  PQclear(r);
  return ok;
}
int doc_put(PGconn *c, const char *id, const char *body, const char *rev) {
  const char *p[3] = {id, body, rev};
  PGresult *r = run(c, "UPDATE docs SET body = $2, rev = rev + 1 WHERE id = $1 AND rev = $3", 3, p); // EXPECT: ignored-conflict
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  return ok;
}
