// RUN: %tocsin %s
// Who does not hold the row any more has nothing to give back; who takes it
// must know whether he got it.
#include "sqlite3.h"

static int bound(sqlite3 *db, sqlite3_stmt **s, const char *text, int id,
                 int me) {
  if (sqlite3_prepare_v2(db, text, -1, s, 0) != SQLITE_OK)
    return -1;
  sqlite3_bind_int(*s, 1, id);
  sqlite3_bind_int(*s, 2, me);
  return 0;
}

void giveBack(sqlite3 *db, int id, int me) {
  sqlite3_stmt *s;
  if (bound(db, &s, "UPDATE desk SET clerk = NULL WHERE id = ? AND clerk = ?",
            id, me))
    return;
  sqlite3_step(s);
  sqlite3_finalize(s);
}

void passOn(sqlite3 *db, int id, int me) {
  sqlite3_stmt *s;
  if (bound(db, &s, "UPDATE desk SET clerk = 7 WHERE id = ? AND clerk = ?", id,
            me))
    return;
  sqlite3_step(s); // EXPECT: ignored-conflict
  sqlite3_finalize(s);
}
