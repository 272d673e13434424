// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static int begin(sqlite3 *db)
{
    return sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
}

static int claim_next(sqlite3 *db, const char *worker, sqlite3_int64 *id)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db,
        "UPDATE transcode SET state = 'running', worker = ?1 WHERE id = "
        "(SELECT id FROM transcode WHERE state = 'queued' ORDER BY id LIMIT 1) RETURNING id",
        -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_text(st, 1, worker, -1, SQLITE_STATIC);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        *id = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return rc;
}

static int trim_history(sqlite3 *db, char **err)
{
    return sqlite3_exec(db, "DELETE FROM transcode_log WHERE created_at < unixepoch() - 2592000 AND state IN ('done', 'failed')", NULL, NULL, err);
}

static int trim_tasks(sqlite3 *db, char **err)
{
    return sqlite3_exec(db, "DELETE FROM transcode WHERE created_at < unixepoch() - 604800", NULL, NULL, err); // EXPECT: timestamp-cleanup
}

static int nightly(sqlite3 *db)
{
    char *err = NULL;
    if (begin(db) != SQLITE_OK)
        return -1;
    if (trim_history(db, &err) != SQLITE_OK || trim_tasks(db, &err) != SQLITE_OK) {
        fprintf(stderr, "trim: %s\n", err ? err : "?");
        sqlite3_free(err);
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        return -1;
    }
    return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    sqlite3_int64 id = 0;
    int rc = 0;
    if (sqlite3_open(argc > 1 ? argv[1] : "/var/lib/transcode/tasks.db", &db) != SQLITE_OK)
        return 1;
    sqlite3_busy_timeout(db, 5000);
    if (argc > 2) {
        if (claim_next(db, argv[2], &id) == SQLITE_ROW)
            printf("%lld\n", (long long)id);
    } else {
        rc = nightly(db);
    }
    sqlite3_close(db);
    return rc != 0;
}
