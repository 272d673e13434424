// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
// OPTIONS: -I/usr/include/postgresql
// One row named by a key of two columns, from free to taken: who counts the
// rows knows whether it was he who took it.
#include <libpq-fe.h>
#include <stdbool.h>
#include <string.h>

bool berth_take(PGconn *c, const char *ship, const char *berth, const char *who) {
  const char *v[3] = {ship, berth, who};
  PGresult *r = PQexecParams(c, "UPDATE berth SET guest = $3, state = 'taken' WHERE ship = $1 AND berth = $2 AND state = 'free'", 3, 0, v, 0, 0, 0); // EXPECT: ignored-conflict
  bool done = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  return done;
}

bool berth_take_one(PGconn *c, const char *ship, const char *berth, const char *who) {
  const char *v[3] = {ship, berth, who};
  PGresult *r = PQexecParams(c, "UPDATE berth SET guest = $3, state = 'taken' WHERE ship = $1 AND berth = $2 AND state = 'free'", 3, 0, v, 0, 0, 0);
  bool done = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdTuples(r), "1") == 0;
  PQclear(r);
  return done;
}
