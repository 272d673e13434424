// RUN: %tocsin %s
// Statements that go through a wrapper with a format and its arguments.
#include <stdarg.h>
#include <stddef.h>

#include "sqlite3.h"
char *sqlite3_vmprintf(const char *format, va_list rest);

static int run(sqlite3 *db, const char *format, ...) {
  va_list rest;
  va_start(rest, format);
  char *text = sqlite3_vmprintf(format, rest);
  va_end(rest);
  return sqlite3_exec(db, text, NULL, NULL, NULL);
}

static int number(sqlite3 *db, const char *format, ...) {
  va_list rest;
  va_start(rest, format);
  char *text = sqlite3_vmprintf(format, rest);
  va_end(rest);
  sqlite3_stmt *row;
  int found = 0;
  if (sqlite3_prepare_v2(db, text, -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step(row) == SQLITE_ROW)
    found = sqlite3_column_int(row, 0);
  sqlite3_finalize(row);
  return found;
}

int guilty(sqlite3 *db, int id, int angle) {
  int now = number(db, "SELECT angle FROM picture WHERE id = %d", id);
  return run(db, "UPDATE picture SET angle = %d WHERE id = %d", // EXPECT: sql-lost-update
             now + angle, id);
}

int corrected(sqlite3 *db, int id, int angle) {
  return run(db, "UPDATE picture SET angle = angle + %d WHERE id = %d", angle,
             id);
}

int another(sqlite3 *db, int id, int other, int angle) {
  int now = number(db, "SELECT angle FROM picture WHERE id = %d", other);
  return run(db, "UPDATE picture SET angle = %d WHERE id = %d", now + angle,
             id);
}

int insert(sqlite3 *db, const char *path) {
  if (number(db, "SELECT id FROM cover WHERE path = '%q'", path))
    return 0;
  return run(db, "INSERT INTO cover (path) VALUES ('%q')", path); // EXPECT: sql-lost-update
}
