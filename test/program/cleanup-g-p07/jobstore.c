// STD: gnu17
/* transcode job store, shared by the API server and N worker processes */
#include "sqlite3.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct jobstore {
    sqlite3 *db;
    long keep_days;
};

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS jobs("
    " id INTEGER PRIMARY KEY, source TEXT, preset TEXT,"
    " state TEXT NOT NULL DEFAULT 'queued', worker TEXT,"
    " created_at INTEGER NOT NULL, finished_at INTEGER);"
    "CREATE TABLE IF NOT EXISTS uploads("
    " id INTEGER PRIMARY KEY, path TEXT, state TEXT,"
    " created_at INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS audit("
    " at INTEGER, who TEXT, what TEXT);";

static int run(struct jobstore *s, const char *sql)
{
    char *err = NULL;

    if (sqlite3_exec(s->db, sql, NULL, NULL, &err) != SQLITE_OK) {
        fprintf(stderr, "jobstore: %s\n", err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return 0;
}

int jobstore_open(struct jobstore *s, const char *path, long keep_days)
{
    s->keep_days = keep_days;
    if (sqlite3_open(path, &s->db) != SQLITE_OK)
        return -1;
    return run(s, schema);
}

sqlite3_int64 jobstore_claim(struct jobstore *s, sqlite3_int64 id)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(s->db,
            "UPDATE jobs SET state='running' WHERE id=?1 AND state='queued'",
            -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, id);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE && sqlite3_changes(s->db) == 1 ? id : -1;
}

int jobstore_purge_jobs(struct jobstore *s)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(s->db, "DELETE FROM jobs WHERE created_at < ?1",
                           -1, &st, NULL) != SQLITE_OK) {
        fprintf(stderr, "jobstore: %s\n", sqlite3_errmsg(s->db));
        return -1;
    }
    sqlite3_bind_int64(st, 1, (sqlite3_int64)time(NULL) - s->keep_days * 86400);
    rc = sqlite3_step(st); // EXPECT: timestamp-cleanup
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? sqlite3_changes(s->db) : -1;
}

int jobstore_purge_uploads(struct jobstore *s)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "DELETE FROM uploads WHERE created_at < %lld"
             " AND state IN ('imported','rejected')",
             (long long)time(NULL) - 2 * 86400LL);
    if (run(s, sql) < 0)
        return -1;
    return sqlite3_changes(s->db);
}

int jobstore_audit_span(struct jobstore *s, sqlite3_int64 *oldest)
{
    sqlite3_stmt *st;

    (void)oldest;
    if (sqlite3_prepare_v2(s->db, "SELECT min(at) FROM audit", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_step(st);
    return sqlite3_finalize(st) == SQLITE_OK ? 0 : -1;
}
