// RUN: %tocsin %s
// REQUIRES: stores
// One helper with a format runs everything, the begin of a transaction, too.
#include <sqlite3.h>
#include <stdarg.h>

char *sqlite3_vmprintf(const char *format, va_list operands);
void sqlite3_free(void *p);

static int run(sqlite3 *db, const char *format, ...) {
  va_list operands;
  va_start(operands, format);
  char *text = sqlite3_vmprintf(format, operands);
  va_end(operands);
  int rc = sqlite3_exec(db, text, 0, 0, 0);
  sqlite3_free(text);
  return rc;
}

static int copies(sqlite3 *db, int id, int *n) {
  sqlite3_stmt *s;
  sqlite3_prepare_v2(db, "SELECT copies FROM books WHERE id = ?", -1, &s, 0);
  sqlite3_bind_int(s, 1, id);
  int found = sqlite3_step(s) == SQLITE_ROW;
  if (found)
    *n = sqlite3_column_int(s, 0);
  sqlite3_finalize(s);
  return found ? 0 : -1;
}

int guilty(sqlite3 *db, int id) {
  int n;
  if (copies(db, id, &n))
    return -1;
  return run(db, "UPDATE books SET copies = %d WHERE id = %d", n - 1, id); // EXPECT: sql-lost-update
}

int corrected(sqlite3 *db, int id) {
  int n;
  if (run(db, "BEGIN IMMEDIATE"))
    return -1;
  if (copies(db, id, &n)) {
    run(db, "ROLLBACK");
    return -1;
  }
  int rc = run(db, "UPDATE books SET copies = %d WHERE id = %d", n - 1, id);
  run(db, rc ? "ROLLBACK" : "COMMIT");
  return rc;
}
