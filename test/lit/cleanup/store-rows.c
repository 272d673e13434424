// RUN: %tocsin %s
// The text of a statement is part of the condition.
#include <sqlite3.h>

void dropOld(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE created_at < strftime('%s') - 900", 0, 0, 0); // EXPECT: timestamp-cleanup
}

void dropDone(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE state = 'done' AND created_at < strftime('%s') - 900", 0, 0, 0);
}

void dropUnleased(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE lease_owner IS NULL AND created_at < strftime('%s') - 900", 0, 0, 0);
}

void dropEither(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE state = 'done' OR created_at < strftime('%s') - 900", 0, 0, 0); // EXPECT: timestamp-cleanup
}

void dropUnused(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE created_at < strftime('%s') - 900 AND id NOT IN (SELECT upload FROM readers)", 0, 0, 0);
}

void dropMarked(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE deleted_at < strftime('%s') - 900", 0, 0, 0);
}

void dropOne(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE id = 7", 0, 0, 0);
}
