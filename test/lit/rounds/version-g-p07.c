// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* transcoder job queue on SQLite; several worker processes share one file */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct job {
    sqlite3_int64 id;
    char input[256];
    int tries;
};

static int next_queued(sqlite3 *db, struct job *j)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db,
        "SELECT id, input, tries FROM jobs WHERE state = 'queued' ORDER BY prio DESC LIMIT 1",
        -1, &st, NULL);

    if (rc != SQLITE_OK)
        return rc;
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) {
        j->id = sqlite3_column_int64(st, 0);
        snprintf(j->input, sizeof(j->input), "%s", (const char *)sqlite3_column_text(st, 1));
        j->tries = sqlite3_column_int(st, 2);
    }
    sqlite3_finalize(st);
    return rc;
}

int job_claim(sqlite3 *db, const char *worker, struct job *j)
{
    sqlite3_stmt *st;
    int rc = next_queued(db, j);

    if (rc != SQLITE_ROW)
        return rc == SQLITE_DONE ? 0 : -1;
    rc = sqlite3_prepare_v2(db,
        "UPDATE jobs SET state = 'running', worker = ?1 WHERE id = ?2 AND state = 'queued'",
        -1, &st, NULL);
    if (rc != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, worker, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 2, j->id);
    rc = sqlite3_step(st); // EXPECT: ignored-conflict
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 1 : -1;
}

int job_steal_stale(sqlite3 *db, const char *worker, sqlite3_int64 id, const char *dead)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db,
        "UPDATE jobs SET worker = ?1 WHERE id = ?2 AND worker = ?3", -1, &st, NULL);

    if (rc != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, worker, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 2, id);
    sqlite3_bind_text(st, 3, dead, -1, SQLITE_STATIC);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE)
        return -1;
    return sqlite3_changes(db) == 1;
}

int job_requeue(sqlite3 *db, const struct job *j)
{
    char *sql, *err = NULL;
    int rc;

    sql = sqlite3_mprintf("UPDATE jobs SET state = 'queued', worker = NULL, "
                          "tries = tries + 1 WHERE id = %lld", j->id);
    if (!sql)
        return -1;
    rc = sqlite3_exec(db, sql, NULL, NULL, &err);
    if (rc != SQLITE_OK)
        fprintf(stderr, "requeue %lld: %s\n", (long long)j->id, err);
    sqlite3_free(err);
    sqlite3_free(sql);
    return rc == SQLITE_OK ? 0 : -1;
}

static int transcode(const struct job *j)
{
    return access(j->input, R_OK);
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    struct job j;
    char me[64];

    if (argc < 2 || sqlite3_open(argv[1], &db) != SQLITE_OK)
        return 1;
    sqlite3_busy_timeout(db, 5000);
    snprintf(me, sizeof(me), "w%ld", (long)getpid());
    while (job_claim(db, me, &j) == 1)
        if (transcode(&j) != 0)
            job_requeue(db, &j);
    sqlite3_close(db);
    return 0;
}
