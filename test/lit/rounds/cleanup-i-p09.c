// RUN: %tocsin %s
// STD: gnu17
/* Run database of a mass-spectrometry lab: instruments claim runs, uploaders push raw files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sqlite3.h>

static int claim_run(sqlite3 *db, const char *instrument)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(db,
            "UPDATE runs SET state='running', instrument=?1 WHERE id ="
            " (SELECT id FROM runs WHERE state='queued' ORDER BY created_at LIMIT 1)",
            -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, instrument, -1, NULL);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE && sqlite3_changes(db) == 1 ? 0 : -1;
}

static int run_sql(sqlite3 *db, const char *what, const char *sql)
{
    char *err = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &err) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", what, err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(db);
}

static int prune_runs(sqlite3 *db, long days)
{
    char sql[256], *err = NULL;

    snprintf(sql, sizeof sql, "DELETE FROM runs WHERE created_at < %lld",
             (long long)time(NULL) - days * 86400LL);
    if (sqlite3_exec(db, sql, NULL, NULL, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "prune: %s\n", err);
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(db);
}

static int prune_finished(sqlite3 *db)
{
    return run_sql(db, "finished",
        "DELETE FROM runs WHERE finished_at < strftime('%s','now') - 2592000"
        " AND state IN ('done','rejected')");
}

static int prune_unclaimed_uploads(sqlite3 *db)
{
    return run_sql(db, "unclaimed",
        "DELETE FROM uploads WHERE queued_at < strftime('%s','now') - 86400"
        " AND lease_owner IS NULL");
}

static int prune_uploads(sqlite3 *db, sqlite3_int64 horizon)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(db, "DELETE FROM uploads WHERE started_at < ?1", -1, &st, NULL) != SQLITE_OK) {
        fprintf(stderr, "uploads: %s\n", sqlite3_errmsg(db));
        return -1;
    }
    sqlite3_bind_int64(st, 1, horizon);
    rc = sqlite3_step(st); // EXPECT: timestamp-cleanup
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? sqlite3_changes(db) : -1;
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    int n = 0;

    if (argc < 2 || sqlite3_open("/srv/lims/runs.db", &db) != SQLITE_OK)
        return 1;
    if (strcmp(argv[1], "claim") == 0 && argc > 2) {
        n = claim_run(db, argv[2]);
    } else if (strcmp(argv[1], "nightly") == 0) {
        n = prune_finished(db) + prune_unclaimed_uploads(db);
    } else if (strcmp(argv[1], "full") == 0) {
        n = prune_runs(db, 30);
        n += prune_uploads(db, (sqlite3_int64)time(NULL) - 2 * 86400);
    }
    sqlite3_close(db);
    return n < 0;
}
