// RUN: %tocsin %s
// REQUIRES: stores
// A row is chosen for its state and taken out of it; an old value in WHERE
// whose effect nobody counts.
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

static void next(PGconn *c, char *id, size_t size) {
  PGresult *r = PQexec(c, "SELECT id FROM jobs WHERE state = 'new' LIMIT 1");
  snprintf(id, size, "%s", PQntuples(r) ? PQgetvalue(r, 0, 0) : "");
  PQclear(r);
}

int guilty(PGconn *c) {
  char id[32];
  next(c, id, sizeof id);
  const char *v[1] = {id};
  PGresult *r = PQexecParams(c, "UPDATE jobs SET state = 'run' WHERE id = $1", // EXPECT: sql-lost-update
                             1, NULL, v, NULL, NULL, 0);
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  return ok;
}

int corrected(PGconn *c) {
  char id[32];
  next(c, id, sizeof id);
  const char *v[1] = {id};
  PGresult *r = PQexecParams(
      c, "UPDATE jobs SET state = 'run' WHERE id = $1 AND state = 'new'", 1,
      NULL, v, NULL, NULL, 0);
  int ok = strcmp(PQcmdTuples(r), "1") == 0;
  PQclear(r);
  return ok;
}

int uncounted(PGconn *c, const char *id, const char *was) {
  const char *v[2] = {id, was};
  PGresult *r = PQexecParams( // EXPECT: ignored-conflict
      c, "UPDATE jobs SET state = 'end' WHERE id = $1 AND state = $2", 2, NULL,
      v, NULL, NULL, 0);
  int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  return ok;
}
