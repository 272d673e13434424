// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* transcode-worker: picks media jobs out of the spool database. One process
 * per encoder card, all of them on the same SQLite file. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct job {
    sqlite3_int64 id;
    char          source[512];
    int           attempts;
};

static int pick_candidate(sqlite3 *db, struct job *j)
{
    static const char sql[] =
        "SELECT id, source, attempts FROM jobs "
        "WHERE state = 'queued' ORDER BY priority DESC, id LIMIT 1";
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);

    if (rc != SQLITE_OK)
        return -1;
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) {
        j->id = sqlite3_column_int64(st, 0);
        snprintf(j->source, sizeof(j->source), "%s", (const char *)sqlite3_column_text(st, 1));
        j->attempts = sqlite3_column_int(st, 2);
    }
    sqlite3_finalize(st);
    return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

/* 1: job claimed, 0: nothing to do, -1: database trouble */
int claim_job(sqlite3 *db, const char *worker, struct job *j)
{
    sqlite3_stmt *st = NULL;
    int rc = pick_candidate(db, j);

    if (rc <= 0)
        return rc;
    if (sqlite3_prepare_v2(db,
            "UPDATE jobs SET state = 'running', worker = ?1, started = strftime('%s','now') "
            "WHERE id = ?2 AND state = 'queued'", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, worker, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 2, j->id);
    rc = sqlite3_step(st); // EXPECT: ignored-conflict
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 1 : -1;
}

int finish_job(sqlite3 *db, const char *worker, const struct job *j, int failed)
{
    sqlite3_stmt *st = NULL;
    int rc;

    if (sqlite3_prepare_v2(db,
            "UPDATE jobs SET state = ?1 WHERE id = ?2 AND worker = ?3 AND state = 'running'",
            -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, failed ? "failed" : "done", -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 2, j->id);
    sqlite3_bind_text(st, 3, worker, -1, SQLITE_STATIC);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE)
        return -1;
    if (sqlite3_changes(db) != 1) {
        fprintf(stderr, "job %lld was taken away from %s\n", (long long)j->id, worker);
        return 1;
    }
    return 0;
}

static int transcode(const struct job *j)
{
    char cmd[1024];

    snprintf(cmd, sizeof(cmd), "ffmpeg -loglevel error -i '%s' '%s.mp4'", j->source, j->source);
    return system(cmd);
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    struct job j;
    const char *worker = argc > 2 ? argv[2] : "card0";
    int rc;

    if (argc < 2 || sqlite3_open(argv[1], &db) != SQLITE_OK)
        return 1;
    sqlite3_busy_timeout(db, 5000);
    while ((rc = claim_job(db, worker, &j)) >= 0) {
        if (rc == 0) {
            sleep(2);
            continue;
        }
        if (finish_job(db, worker, &j, transcode(&j) != 0) < 0)
            break;
    }
    fprintf(stderr, "spool: %s\n", sqlite3_errmsg(db));
    sqlite3_close(db);
    return 1;
}
