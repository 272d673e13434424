// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Job database of the print/render farm.  Several farm nodes share the file. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdint.h>
#include <time.h>

#define JOB_MAX_DAYS    3
#define UPLOAD_MAX_SECS 7200

struct jobdb {
    sqlite3 *db;
    char node[64];
};

static int run(struct jobdb *j, const char *sql)
{
    char *err = NULL;
    int rc = sqlite3_exec(j->db, sql, NULL, NULL, &err);

    if (rc != SQLITE_OK) {
        fprintf(stderr, "jobdb: %s\n", err ? err : sqlite3_errmsg(j->db));
        sqlite3_free(err);
    }
    return rc;
}

int jobdb_init(struct jobdb *j)
{
    return run(j,
        "CREATE TABLE IF NOT EXISTS jobs(id INTEGER PRIMARY KEY, created_at INTEGER,"
        " state TEXT, node TEXT, blob BLOB);"
        "CREATE TABLE IF NOT EXISTS uploads(id INTEGER PRIMARY KEY, started INTEGER,"
        " part INTEGER, lease_owner TEXT);");
}

/* Take the next job for this node. */
int64_t jobdb_claim(struct jobdb *j)
{
    sqlite3_stmt *st = NULL;
    int64_t id = -1;

    if (sqlite3_prepare_v2(j->db,
            "UPDATE jobs SET state='running', node=?1 WHERE id="
            "(SELECT id FROM jobs WHERE state='queued' ORDER BY created_at LIMIT 1)"
            " RETURNING id", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, j->node, -1, SQLITE_STATIC);
    if (sqlite3_step(st) == SQLITE_ROW)
        id = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return id;
}

int jobdb_finish(struct jobdb *j, int64_t id)
{
    char sql[128];

    snprintf(sql, sizeof sql, "UPDATE jobs SET state='done' WHERE id=%lld", (long long)id);
    return run(j, sql);
}

int jobdb_purge(struct jobdb *j)
{
    char sql[160];
    char *err = NULL;
    long long cutoff = (long long)time(NULL) - JOB_MAX_DAYS * 86400LL;

    snprintf(sql, sizeof sql, "DELETE FROM jobs WHERE created_at < %lld", cutoff);
    if (sqlite3_exec(j->db, sql, NULL, NULL, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "jobdb: purge: %s\n", err);
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(j->db);
}

/* Uploads whose client has gone away. */
int jobdb_purge_uploads(struct jobdb *j)
{
    sqlite3_stmt *st = NULL;
    int rc;

    if (sqlite3_prepare_v2(j->db,
            "DELETE FROM uploads WHERE started < ?1 AND lease_owner IS NULL",
            -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, (sqlite3_int64)time(NULL) - UPLOAD_MAX_SECS);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? sqlite3_changes(j->db) : -1;
}
