// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *SCHEMA =
    "CREATE TABLE IF NOT EXISTS leases("
    " seat INTEGER PRIMARY KEY, lease_owner TEXT, version INTEGER NOT NULL,"
    " created_at INTEGER NOT NULL, note TEXT)";

static int take(sqlite3 *db, const char *who)
{
    sqlite3_stmt *st = NULL;
    int ok = 0;
    if (sqlite3_prepare_v2(db,
            "UPDATE leases SET lease_owner = ?1, version = version + 1 WHERE seat = "
            "(SELECT seat FROM leases WHERE lease_owner IS NULL LIMIT 1)",
            -1, &st, NULL) != SQLITE_OK)
        return 0;
    sqlite3_bind_text(st, 1, who, -1, SQLITE_STATIC);
    if (sqlite3_step(st) == SQLITE_DONE)
        ok = sqlite3_changes(db) == 1;
    sqlite3_finalize(st);
    return ok;
}

static int give_back(sqlite3 *db, const char *who)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db,
            "UPDATE leases SET lease_owner = NULL, version = version + 1 WHERE lease_owner = ?1",
            -1, &st, NULL) != SQLITE_OK)
        return 0;
    sqlite3_bind_text(st, 1, who, -1, SQLITE_STATIC);
    sqlite3_step(st);
    sqlite3_finalize(st);
    return sqlite3_changes(db);
}

static int retire_seats(sqlite3 *db, int days)
{
    sqlite3_stmt *st = NULL;
    const char *sql =
        "DELETE FROM leases WHERE created_at < unixepoch() - ?1 * 86400 AND lease_owner IS NULL";
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
        fprintf(stderr, "retire: %s\n", sqlite3_errmsg(db));
        return -1;
    }
    sqlite3_bind_int(st, 1, days);
    int rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? sqlite3_changes(db) : -1;
}

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    int rc = 0;
    if (argc < 3 || sqlite3_open(argv[1], &db) != SQLITE_OK)
        return 2;
    sqlite3_busy_timeout(db, 2000);
    sqlite3_exec(db, SCHEMA, NULL, NULL, NULL);
    if (strcmp(argv[2], "take") == 0 && argc > 3)
        rc = !take(db, argv[3]);
    else if (strcmp(argv[2], "give") == 0 && argc > 3)
        rc = give_back(db, argv[3]) < 1;
    else if (strcmp(argv[2], "retire") == 0)
        rc = retire_seats(db, argc > 3 ? atoi(argv[3]) : 90) < 0;
    else
        rc = 2;
    sqlite3_close(db);
    return rc;
}
