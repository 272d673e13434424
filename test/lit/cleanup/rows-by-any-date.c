// RUN: %tocsin %s
// When something was done to a row is a time, whatever was done.
#include <sqlite3.h>

void dropSubmitted(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM jobs WHERE submitted_at < ?1", 0, 0, 0); // EXPECT: timestamp-cleanup
}

void dropLocks(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM locks WHERE locked_at < ?1", 0, 0, 0); // EXPECT: timestamp-cleanup
}

void dropUnlocked(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM jobs WHERE locked = 0 AND submitted_at < ?1", 0, 0, 0);
}

void dropRevoked(sqlite3 *db) {
  sqlite3_exec(db, "DELETE FROM tokens WHERE revoked = 1 AND issued_at < ?1", 0, 0, 0);
}
