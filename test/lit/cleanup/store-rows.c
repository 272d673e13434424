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

void dropComputed(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE julianday('now') - julianday(created_at) > 30", 0, 0, 0); // EXPECT: timestamp-cleanup
}

void dropComputedDone(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE julianday('now') - julianday(created_at) > 30 AND readers = 0", 0, 0, 0);
}

void dropIdleOrOld(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE (state = 'idle' AND created_at < ?1) OR created_at < ?2", 0, 0, 0); // EXPECT: timestamp-cleanup
}

void dropGuardedWays(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE (state = 'idle' AND created_at < ?1) OR (readers = 0 AND created_at < ?2)", 0, 0, 0);
}

void dropSome(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE id IN (SELECT id FROM uploads WHERE created_at < ?1 LIMIT 100)", 0, 0, 0); // EXPECT: timestamp-cleanup
}

void dropSomeDone(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM uploads WHERE id IN (SELECT id FROM uploads WHERE state = 'done' AND created_at < ?1 LIMIT 100)", 0, 0, 0);
}
