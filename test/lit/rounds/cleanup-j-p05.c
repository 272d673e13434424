// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* retention.c - nightly retention for the document gateway's sqlite store */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct retention {
    sqlite3 *db;
    long     render_days;
    long     session_hours;
    long     audit_days;
};

static int run_one(sqlite3 *db, const char *sql)
{
    char *err = NULL;
    int rc = sqlite3_exec(db, sql, NULL, NULL, &err);
    if (rc != SQLITE_OK) {
        fprintf(stderr, "retention: %s\n", err ? err : "unknown");
        sqlite3_free(err);
    }
    return rc;
}

static int purge_render_jobs(struct retention *r)
{
    static const char sql[] =
        "DELETE FROM render_jobs WHERE created_at < ?1 "
        "AND state IN ('done','failed','cancelled')";
    sqlite3_stmt *st;

    if (sqlite3_prepare_v2(r->db, sql, -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, (long long)time(NULL) - r->render_days * 86400);
    int rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? sqlite3_changes(r->db) : -1;
}

static int purge_upload_sessions(struct retention *r)
{
    char sql[256];
    long long cutoff = (long long)time(NULL) - r->session_hours * 3600;

    snprintf(sql, sizeof sql,
             "DELETE FROM upload_sessions WHERE created_at < %lld", cutoff);
    if (sqlite3_exec(r->db, sql, NULL, NULL, NULL) != SQLITE_OK) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "retention: %s\n", sqlite3_errmsg(r->db));
        return -1;
    }
    return sqlite3_changes(r->db);
}

static int vacuum(struct retention *r)
{
    return run_one(r->db, "PRAGMA incremental_vacuum(200)");
}

int main(int argc, char **argv)
{
    struct retention r = { NULL, 30, 12, 365 };
    const char *path = argc > 1 ? argv[1] : "/var/lib/docgw/store.db";

    if (sqlite3_open(path, &r.db) != SQLITE_OK) {
        fprintf(stderr, "retention: cannot open %s\n", path);
        return 1;
    }
    int jobs = purge_render_jobs(&r);
    int sessions = purge_upload_sessions(&r);
    vacuum(&r);
    printf("jobs=%d sessions=%d\n", jobs, sessions);
    sqlite3_close(r.db);
    return jobs < 0 || sessions < 0;
}
