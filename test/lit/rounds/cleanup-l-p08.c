// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* render farm queue, sqlite backed */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sqlite3.h>

#define DAY (24L * 60 * 60)

struct farm {
    sqlite3 *db;
    long     retain_days;
};

static int run_sql(struct farm *f, const char *what, const char *sql)
{
    char *err = NULL;
    int rc = sqlite3_exec(f->db, sql, NULL, NULL, &err);
    if (rc != SQLITE_OK) {
        fprintf(stderr, "farm: %s: %s\n", what, err ? err : "?");
        sqlite3_free(err);
    }
    return rc;
}

int farm_open(struct farm *f, const char *path)
{
    if (sqlite3_open(path, &f->db) != SQLITE_OK)
        return -1;
    sqlite3_busy_timeout(f->db, 2000);
    return run_sql(f, "schema",
        "CREATE TABLE IF NOT EXISTS jobs(id INTEGER PRIMARY KEY, scene TEXT, state TEXT,"
        " worker TEXT, created_at INTEGER);"
        "CREATE TABLE IF NOT EXISTS frames(job INTEGER, n INTEGER, state TEXT, rendered_at INTEGER)");
}

int farm_submit(struct farm *f, const char *scene)
{
    sqlite3_stmt *st;
    int rc;
    if (sqlite3_prepare_v2(f->db, "INSERT INTO jobs(scene,state,created_at) VALUES(?,'queued',?)",
                           -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, scene, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 2, (sqlite3_int64)time(NULL));
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

int farm_claim(struct farm *f, const char *worker)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "UPDATE jobs SET state='running', worker='%s' WHERE id="
             "(SELECT id FROM jobs WHERE state='queued' ORDER BY id LIMIT 1)", worker);
    return run_sql(f, "claim", sql);
}

int farm_expire_jobs(struct farm *f)
{
    char sql[160];
    char *err = NULL;
    long long cutoff = (long long)time(NULL) - f->retain_days * DAY;

    snprintf(sql, sizeof sql, "DELETE FROM jobs WHERE created_at < %lld", cutoff);
    if (sqlite3_exec(f->db, sql, NULL, NULL, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "farm: expire: %s\n", err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(f->db);
}

int farm_expire_frames(struct farm *f)
{
    char sql[160];
    char *err = NULL;
    long long cutoff = (long long)time(NULL) - f->retain_days * DAY;

    snprintf(sql, sizeof sql,
             "DELETE FROM frames WHERE rendered_at < %lld AND state IN ('done','failed')", cutoff);
    if (sqlite3_exec(f->db, sql, NULL, NULL, &err) != SQLITE_OK) {
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(f->db);
}
