// RUN: %tocsin %s
// REQUIRES: stores
// Columns that come back into variables: bound to them, or put there by a
// callback.
#include <mariadb/mysql.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int put(void *to, int n, char **v, char **names) {
  *(long *)to = atol(v[0]);
  return 0;
}

int guilty(sqlite3 *db, int id) {
  char sql[96];
  long n = 0;
  snprintf(sql, sizeof sql, "SELECT n FROM hits WHERE id = %d", id);
  sqlite3_exec(db, sql, put, &n, NULL);
  snprintf(sql, sizeof sql, "UPDATE hits SET n = %ld WHERE id = %d", n + 1, id);
  return sqlite3_exec(db, sql, NULL, NULL, NULL); // EXPECT: sql-lost-update
}

int corrected(sqlite3 *db, int id) {
  char sql[96];
  snprintf(sql, sizeof sql, "UPDATE hits SET n = n + 1 WHERE id = %d", id);
  return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int run(MYSQL_STMT *s, const char *sql, MYSQL_BIND *in) {
  return mysql_stmt_prepare(s, sql, strlen(sql)) ||
         mysql_stmt_bind_param(s, in) || mysql_stmt_execute(s);
}

int guiltyToo(MYSQL *db, long id) {
  MYSQL_STMT *s = mysql_stmt_init(db);
  MYSQL_BIND in[2], out[1];
  long n = 0;
  memset(in, 0, sizeof in);
  memset(out, 0, sizeof out);
  in[0].buffer = &id;
  out[0].buffer = &n;
  if (run(s, "SELECT n FROM hits WHERE id = ?", in) ||
      mysql_stmt_bind_result(s, out) || mysql_stmt_fetch(s))
    return -1;
  n++;
  in[0].buffer = &n;
  in[1].buffer = &id;
  return run(s, "UPDATE hits SET n = ? WHERE id = ?", in); // EXPECT: sql-lost-update
}
