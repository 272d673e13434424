// Prepared statements with parameters; nobody here does both.
#include "db.h"

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int n, sqlite3_stmt **stmt,
                       const char **tail);
int sqlite3_bind_int(sqlite3_stmt *, int, int);
int sqlite3_bind_text(sqlite3_stmt *, int, const char *, int, void (*)(void *));
int sqlite3_step(sqlite3_stmt *);
int sqlite3_finalize(sqlite3_stmt *);
int sqlite3_column_int(sqlite3_stmt *, int);

static sqlite3 *db;

int hits_of(const char *page) {
  sqlite3_stmt *st;
  int hits = 0;
  sqlite3_prepare_v2(db, "SELECT hits FROM page WHERE name = ?", -1, &st, 0);
  sqlite3_bind_text(st, 1, page, -1, 0);
  if (sqlite3_step(st) == 100)
    hits = sqlite3_column_int(st, 0);
  sqlite3_finalize(st);
  return hits;
}

static int change(const char *sql, const char *page, int hits) {
  sqlite3_stmt *st;
  sqlite3_prepare_v2(db, sql, -1, &st, 0);
  sqlite3_bind_int(st, 1, hits);
  sqlite3_bind_text(st, 2, page, -1, 0);
  int rc = sqlite3_step(st);
  sqlite3_finalize(st);
  return rc == 101;
}

int set_hits(const char *page, int hits) {
  return change("UPDATE page SET hits = ? WHERE name = ?", page, hits);
}

int add_hits(const char *page, int hits) {
  return change("UPDATE page SET hits = hits + ? WHERE name = ?", page, hits);
}
