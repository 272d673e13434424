// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/*
 * transcode_queue.c - queue of media jobs in an SQLite file which is shared
 * by the transcoder processes on the machine.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct job {
    sqlite3_int64 id;
    int           attempt;
    char          input[512];
};

static int next_candidate(sqlite3 *db, struct job *j)
{
    sqlite3_stmt *st;
    int found = 0;

    if (sqlite3_prepare_v2(db,
            "SELECT id, attempt, input FROM jobs WHERE state = 'queued' "
            "ORDER BY priority DESC, id LIMIT 1", -1, &st, NULL) != SQLITE_OK)
        return -1;
    if (sqlite3_step(st) == SQLITE_ROW) {
        j->id = sqlite3_column_int64(st, 0);
        j->attempt = sqlite3_column_int(st, 1);
        snprintf(j->input, sizeof j->input, "%s", (const char *)sqlite3_column_text(st, 2));
        found = 1;
    }
    sqlite3_finalize(st);
    return found;
}

/* Returns 1 and fills *j if this process got a job. */
int queue_claim(sqlite3 *db, struct job *j)
{
    sqlite3_stmt *st;
    int rc = next_candidate(db, j);

    if (rc <= 0)
        return rc;
    if (sqlite3_prepare_v2(db,
            "UPDATE jobs SET state = 'running', worker = ?2, started = strftime('%s','now') "
            "WHERE id = ?1 AND state = 'queued'", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, j->id);
    sqlite3_bind_int(st, 2, (int)getpid());
    rc = sqlite3_step(st); // EXPECT: ignored-conflict
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE) {
        fprintf(stderr, "claim job %lld: %s\n", (long long)j->id, sqlite3_errmsg(db));
        return -1;
    }
    return 1;
}

/* Puts a failed job back unless the operator cancelled it meanwhile. */
int queue_requeue(sqlite3 *db, const struct job *j)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(db,
            "UPDATE jobs SET state = 'queued', attempt = ?2 "
            "WHERE id = ?1 AND attempt = ?3 AND state = 'running'", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, j->id);
    sqlite3_bind_int(st, 2, j->attempt + 1);
    sqlite3_bind_int(st, 3, j->attempt);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE)
        return -1;
    return sqlite3_changes(db) == 1 ? 1 : 0;
}

static int transcode(const struct job *j)
{
    char cmd[640];

    snprintf(cmd, sizeof cmd, "/usr/lib/media/transcode '%s'", j->input);
    return system(cmd);
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    struct job j;

    if (argc != 2 || sqlite3_open(argv[1], &db) != SQLITE_OK)
        return 2;
    sqlite3_busy_timeout(db, 5000);
    for (;;) {
        int rc = queue_claim(db, &j);
        if (rc < 0)
            break;
        if (rc == 0) {
            sleep(2);
            continue;
        }
        if (transcode(&j) != 0 && queue_requeue(db, &j) == 0)
            fprintf(stderr, "job %lld was cancelled\n", (long long)j.id);
    }
    sqlite3_close(db);
    return 1;
}
