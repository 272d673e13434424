// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Download queue of the podcast client daemon, stored in SQLite. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static int run(sqlite3 *db, const char *sql)
{
    char *msg = NULL;
    int rc = sqlite3_exec(db, sql, NULL, NULL, &msg);

    if (rc != SQLITE_OK) {
        fprintf(stderr, "queue: %s: %s\n", sql, msg ? msg : "?");
        sqlite3_free(msg);
    }
    return rc;
}

/* Adds to the byte budget of a feed; returns the new budget or -1. */
long long feed_charge(sqlite3 *db, int feed, long long bytes)
{
    sqlite3_stmt *get = NULL, *put = NULL;
    long long left = -1;

    if (run(db, "BEGIN IMMEDIATE") != SQLITE_OK)
        return -1;
    if (sqlite3_prepare_v2(db, "SELECT budget FROM feeds WHERE id = ?1", -1, &get, NULL) != SQLITE_OK)
        goto fail;
    sqlite3_bind_int(get, 1, feed);
    if (sqlite3_step(get) != SQLITE_ROW)
        goto fail;
    left = sqlite3_column_int64(get, 0) - bytes;
    if (left < 0)
        left = 0;
    if (sqlite3_prepare_v2(db, "UPDATE feeds SET budget = ?1 WHERE id = ?2", -1, &put, NULL) != SQLITE_OK)
        goto fail;
    sqlite3_bind_int64(put, 1, left);
    sqlite3_bind_int(put, 2, feed);
    if (sqlite3_step(put) != SQLITE_DONE)
        goto fail;
    sqlite3_finalize(get);
    sqlite3_finalize(put);
    return run(db, "COMMIT") == SQLITE_OK ? left : -1;
fail:
    sqlite3_finalize(get);
    sqlite3_finalize(put);
    run(db, "ROLLBACK");
    return -1;
}

/* Takes the oldest waiting episode; 1 taken, 0 lost it to another worker, -1 none. */
int queue_claim(sqlite3 *db, const char *worker, int *episode)
{
    sqlite3_stmt *st = NULL;
    int id = -1;

    if (sqlite3_prepare_v2(db, "SELECT id FROM queue WHERE state = 'waiting' ORDER BY id LIMIT 1",
                           -1, &st, NULL) != SQLITE_OK)
        return -1;
    if (sqlite3_step(st) == SQLITE_ROW)
        id = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    if (id < 0)
        return -1;
    if (sqlite3_prepare_v2(db, "UPDATE queue SET state = 'active', worker = ?1 "
                               "WHERE id = ?2 AND state = 'waiting'", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, worker, -1, SQLITE_STATIC);
    sqlite3_bind_int(st, 2, id);
    if (sqlite3_step(st) != SQLITE_DONE) {
        sqlite3_finalize(st);
        return -1;
    }
    sqlite3_finalize(st);
    if (sqlite3_changes(db) != 1)
        return 0;
    *episode = id;
    return 1;
}

int feed_subscribe(sqlite3 *db, const char *url)
{
    sqlite3_stmt *st = NULL;
    int have;

    if (sqlite3_prepare_v2(db, "SELECT 1 FROM feeds WHERE url = ?", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, url, -1, SQLITE_STATIC);
    have = sqlite3_step(st) == SQLITE_ROW;
    sqlite3_finalize(st);
    if (have)
        return 0;
    if (sqlite3_prepare_v2(db, "INSERT INTO feeds (url, budget) VALUES (?, 0) "
                               "ON CONFLICT (url) DO NOTHING", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, url, -1, SQLITE_STATIC);
    have = sqlite3_step(st) == SQLITE_DONE;
    sqlite3_finalize(st);
    return have ? 1 : -1;
}

int episode_note_failure(sqlite3 *db, int id)
{
    char sql[160];
    sqlite3_stmt *st = NULL;

    if (sqlite3_prepare_v2(db, "SELECT failures FROM queue WHERE id = ?", -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_int(st, 1, id);
        if (sqlite3_step(st) == SQLITE_ROW)
            fprintf(stderr, "episode %d failed %d times before\n", id, sqlite3_column_int(st, 0));
    }
    sqlite3_finalize(st);
    snprintf(sql, sizeof sql, "UPDATE queue SET failures = failures + 1 WHERE id = %d", id);
    return run(db, sql) == SQLITE_OK ? 0 : -1;
}
