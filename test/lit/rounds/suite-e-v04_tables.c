// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -I/usr/include/postgresql
// REQUIRES: stores
/* PostgreSQL rows and LMDB entries. */
#include <libpq-fe.h>
#include <lmdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct seat { char show[32]; char seat[16]; };
enum mode { PLAIN, HELD };

static PGresult *ask(PGconn *c, const char *sql, int n, const char *const *v) {
  return PQexecParams(c, sql, n, NULL, v, NULL, NULL, 0);
}
static bool ok(PGresult *r) {
  ExecStatusType s = PQresultStatus(r);
  return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK;
}

/* one row, computed here */
int points_add(PGconn *c, const char *user, long n) {
  char total[24];
  const char *v[2] = {user, total};
  PGresult *r = ask(c, "SELECT points FROM score WHERE name = $1", 1, v);
  if (!ok(r) || PQntuples(r) != 1) return PQclear(r), -1;
  snprintf(total, sizeof total, "%ld", strtol(PQgetvalue(r, 0, 0), NULL, 10) + n);
  PQclear(r);
  r = ask(c, "UPDATE score SET points = $2 WHERE name = $1", 2, v); // EXPECT: sql-lost-update
  bool done = ok(r);
  PQclear(r);
  return done ? 0 : -1;
}
int points_add_held(PGconn *c, const char *user, long n) {
  char total[24];
  const char *v[2] = {user, total};
  int rc = -1;
  PQclear(PQexec(c, "BEGIN"));
  PGresult *r = ask(c, "SELECT points FROM score WHERE name = $1 FOR UPDATE", 1, v);
  if (!ok(r) || PQntuples(r) != 1) goto out;
  snprintf(total, sizeof total, "%ld", strtol(PQgetvalue(r, 0, 0), NULL, 10) + n);
  PQclear(r);
  r = ask(c, "UPDATE score SET points = $2 WHERE name = $1", 2, v);
  if (ok(r)) rc = 0;
out:
  PQclear(r);
  r = PQexec(c, rc == 0 ? "COMMIT" : "ROLLBACK");
  if (!ok(r)) rc = -1;
  PQclear(r);
  return rc;
}

/* state taken, affected rows */
bool seat_take(PGconn *c, const struct seat *s, const char *who) {
  const char *v[3] = {s->show, s->seat, who};
  PGresult *r = ask(c, "UPDATE seat SET holder = $3, state = 'taken' WHERE show = $1 AND seat = $2 AND state = 'free'", 3, v); // EXPECT: ignored-conflict
  bool took = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  return took;
}
bool seat_take_one(PGconn *c, const struct seat *s, const char *who) {
  const char *v[3] = {s->show, s->seat, who};
  PGresult *r = ask(c, "UPDATE seat SET holder = $3, state = 'taken' WHERE show = $1 AND seat = $2 AND state = 'free'", 3, v);
  bool took = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdTuples(r), "1") == 0;
  PQclear(r);
  return took;
}

/* text chosen by a switch */
bool visits_up(PGconn *c, const char *page, enum mode m) {
  char next[24] = "1";
  const char *v[2] = {page, next}, *sql = "";
  PGresult *r = ask(c, "SELECT visits FROM page WHERE path = $1", 1, v);
  if (ok(r) && PQntuples(r) == 1) snprintf(next, sizeof next, "%ld", 1 + atol(PQgetvalue(r, 0, 0)));
  PQclear(r);
  switch (m) {
  case PLAIN: r = ask(c, "UPDATE page SET visits = $2 WHERE path = $1", 2, v); break; // EXPECT: sql-lost-update
  case HELD: sql = "UPDATE page SET visits = visits + 1 WHERE path = $1"; r = ask(c, sql, 1, v); break;
  }
  bool done = ok(r);
  PQclear(r);
  return done;
}

/* LMDB: value from a read transaction, written in the next */
int count_up(MDB_env *env, MDB_dbi dbi, char *name) {
  MDB_txn *rd, *wr;
  MDB_val k = {strlen(name), name}, v;
  long n = 0;
  if (mdb_txn_begin(env, NULL, MDB_RDONLY, &rd)) return -1;
  if (mdb_get(rd, dbi, &k, &v) == 0 && v.mv_size == sizeof n) memcpy(&n, v.mv_data, sizeof n);
  mdb_txn_abort(rd);
  n++;
  if (mdb_txn_begin(env, NULL, 0, &wr)) return -1;
  v = (MDB_val){sizeof n, &n};
  if (mdb_put(wr, dbi, &k, &v, 0)) { // EXPECT: unversioned-write
    mdb_txn_abort(wr);
    return -1;
  }
  return mdb_txn_commit(wr);
}
int count_up_one(MDB_env *env, MDB_dbi dbi, char *name) {
  MDB_txn *wr;
  MDB_val k = {strlen(name), name}, v;
  long n = 0;
  if (mdb_txn_begin(env, NULL, 0, &wr)) return -1;
  if (mdb_get(wr, dbi, &k, &v) == 0 && v.mv_size == sizeof n) memcpy(&n, v.mv_data, sizeof n);
  n++;
  v = (MDB_val){sizeof n, &n};
  if (mdb_put(wr, dbi, &k, &v, 0)) return mdb_txn_abort(wr), -1;
  return mdb_txn_commit(wr);
}

/* LMDB: create only */
int claim(MDB_txn *wr, MDB_dbi dbi, MDB_val k, MDB_val me) {
  mdb_put(wr, dbi, &k, &me, MDB_NOOVERWRITE); // EXPECT: ignored-conflict
  return mdb_txn_commit(wr);
}
int claim_new(MDB_txn *wr, MDB_dbi dbi, MDB_val k, MDB_val me) {
  int rc = mdb_put(wr, dbi, &k, &me, MDB_NOOVERWRITE);
  if (rc) {
    mdb_txn_abort(wr);
    return rc;
  }
  return mdb_txn_commit(wr);
}
